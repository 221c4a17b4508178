"""What the pathway of off-rolling adds to the platform: forms and actions of steps, checks, words, the panel."""

from ehe.off_rolling import actions, panels, pathway, queries
from oxle.cases import challenges
from oxle.cases.offers import Panel

KEY = pathway.OFF_ROLLING.key

STEP_FORMS = {f"{KEY}/answer_challenge": challenges.AnswerForm}
STEP_ACTIONS = {f"{KEY}/write_to_ofsted": actions.write_to_ofsted}
STEP_WORDS = {
    f"{KEY}/reply": challenges.reply_in_words,
    f"{KEY}/answer_challenge": challenges.answer_in_words,
}
CHECKS = {
    pathway.FOR_OFSTED.key: queries.for_ofsted_finding,
    pathway.NOT_FOR_OFSTED.key: queries.not_for_ofsted_finding,
}
PANEL = Panel("Off-rolling", "ehe/off_rolling_panel.html", panels.about, order=10, pathways=(KEY,))
