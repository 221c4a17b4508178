"""The sections of an application to be a chaperone. Pure."""

from licensing.applicants.sections import Section

YOU = "you"
LIVED = "lived"
REFEREES = "referees"
EXPERIENCE = "experience"
TRAINING = "training"
CERTIFICATE = "certificate"
DBS = "dbs"
SAFEGUARDING = "safeguarding"
PHOTO = "photo"

_WHO, _CAN, _SAFE = "Who you are", "What you bring", "Keeping children safe"
SECTIONS = (
    Section(YOU, "You", _WHO),
    Section(LIVED, "Addresses of the last five years", _WHO, "address", "addresses"),
    Section(PHOTO, "Photograph of you", _WHO),
    Section(REFEREES, "Referees", _CAN, "referee", "referees"),
    Section(EXPERIENCE, "Experience and health", _CAN),
    Section(TRAINING, "Safeguarding training", _CAN),
    Section(CERTIFICATE, "Certificate of the training (if you have it)", _CAN),
    Section(DBS, "DBS certificate and checks", _SAFE),
    Section(SAFEGUARDING, "Safeguarding questions", _SAFE),
)
