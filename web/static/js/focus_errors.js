// Moves focus to the error summary when the page came back with errors.
document.querySelector('.ds-error-summary')?.focus()
