"""The reasons for which a pupil can be excluded: the codes of the school census, up to three for one exclusion."""

from django.db import models

MOST_REASONS = 3


class ReasonCode(models.TextChoices):
    """The sixteen codes in use since the school year 2020/21 (Department for Education, school census)."""

    PP = "PP", "Physical assault against a pupil"
    PA = "PA", "Physical assault against an adult"
    VP = "VP", "Verbal abuse or threatening behaviour against a pupil"
    VA = "VA", "Verbal abuse or threatening behaviour against an adult"
    OW = "OW", "Use or threat of use of an offensive weapon or prohibited item"
    BU = "BU", "Bullying"
    RA = "RA", "Racist abuse"
    LG = "LG", "Abuse against sexual orientation and gender identity"
    DS = "DS", "Abuse relating to disability"
    SM = "SM", "Sexual misconduct"
    DA = "DA", "Drug and alcohol related"
    DM = "DM", "Damage"
    TH = "TH", "Theft"
    MT = "MT", "Inappropriate use of social media or online technology"
    PH = "PH", "Wilful and repeated transgression of protective measures in place to protect public health"
    DB = "DB", "Persistent or general disruptive behaviour"
