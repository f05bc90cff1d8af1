"""The handlers of the road into the register."""

from litestar.types import ControllerRouterHandler

from web.pages.road import drafting, mail_choice, own, planning, public

ROAD: tuple[ControllerRouterHandler, ...] = (
    public.show_plan,
    public.show_version,
    own.show_own,
    own.ask_interest,
    own.save_interest,
    own.withdraw,
    own.ask_for_bevilling,
    own.show_news,
    own.choose_news,
    mail_choice.show_choice,
    mail_choice.choose,
    planning.show_need,
    planning.show_goals,
    planning.show_cohorts,
    drafting.show_draft,
    drafting.begin_draft,
    drafting.ask_offer,
    drafting.save_offer,
    drafting.take_out,
    drafting.ask_publish,
    drafting.do_publish,
)
