"""The handlers of the interpreter's own pages."""

from litestar.types import ControllerRouterHandler

from web.pages.interpreter import (
    assignments,
    calendar,
    changes,
    home,
    hours,
    next_category,
    offers,
    own_profile,
    single_days,
)

INTERPRETER: tuple[ControllerRouterHandler, ...] = (
    home.home,
    offers.list_offers,
    offers.show_offer,
    offers.accept,
    offers.take_back,
    offers.ask_reason,
    offers.decline,
    assignments.show_assignment,
    assignments.ask_give_back,
    assignments.do_give_back,
    assignments.given_back,
    changes.show_change,
    changes.answer_change,
    calendar.show_week,
    hours.show_hours,
    hours.show_week_form,
    hours.save_week,
    single_days.show_day_form,
    single_days.add_day,
    single_days.show_absence_form,
    single_days.add_away,
    single_days.remove,
    next_category.show_next_category,
    own_profile.show_profile_form,
    own_profile.save_profile,
)
