"""What supervision orders add to the attendance duty: forms and actions of steps, checks, the panel."""

from attendance.prosecution.step_forms import ListingForm
from attendance.supervision import actions, panels, pathway, queries, step_forms
from oxle.cases.offers import Panel

KEY = pathway.SUPERVISION.key

STEP_FORMS = {
    f"{KEY}/consult": step_forms.ConsultForm,
    f"{KEY}/apply": step_forms.ApplyForm,
    f"{KEY}/listing": ListingForm,
    f"{KEY}/hearing": step_forms.HearingForm,
    f"{KEY}/order_made": step_forms.OrderForm,
    f"{KEY}/direction": step_forms.DirectionForm,
    f"{KEY}/follow_up": step_forms.FollowUpForm,
    f"{KEY}/supervisor": step_forms.SupervisorForm,
    f"{KEY}/apply_to_extend": step_forms.ApplyForm,
    f"{KEY}/extended": step_forms.ExtendForm,
}
STEP_ACTIONS = {
    "attendance/referrals/seek_supervision_order": actions.seek,
    f"{KEY}/consult": actions.consult,
    f"{KEY}/order_made": actions.make_order,
    f"{KEY}/direction": actions.direct,
    f"{KEY}/follow_up": actions.follow_up,
    f"{KEY}/supervisor": actions.appoint,
    f"{KEY}/extended": actions.extend,
}
STEP_ANSWERS = {
    f"{KEY}/consult": actions.consultation_answers,
    f"{KEY}/order_made": actions.order_answers,
    f"{KEY}/extended": actions.order_answers,
}
STEP_CORRECTIONS = {
    f"{KEY}/consult": actions.correct_consultation,
    f"{KEY}/order_made": actions.correct_order,
    f"{KEY}/extended": actions.correct_extension,
}
STEP_LEADS_TO = {"attendance/referrals/seek_supervision_order": panels.order_sought}
CHECKS = {
    pathway.CONSULTED.key: queries.consulted_finding,
    pathway.NOT_IN_CARE.key: queries.care_finding,
    pathway.OF_SCHOOL_AGE.key: queries.age_finding,
    pathway.ORDER_OVER.key: queries.over_finding,
}
PANEL = Panel("The supervision order", "attendance/supervision_panel.html", panels.about, order=10, pathways=(KEY,))
