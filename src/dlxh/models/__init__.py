"""Bản ghi: what one record may be; records, their parts, and every code that a field may hold.

>>> import dlxh
>>> dlxh.models.Stance.OPPOSED.value
'opposed'
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "models.absence": "Absence",
        "models.activity": "Activity AwardKind Commendation Conference Meeting Survey Training WatchTopic",
        "models.allowance": "AllowanceProvision AllowanceScheme CoefficientMonthly FixedMonthly MidMonthChange PayBasis PerDay PerItem PerReport PerUnit",
        "models.allowance_line": "AllowanceLine PayChange PayOutcome TraceRule TraceStep",
        "models.case": "VerificationCase",
        "models.case_brief": "Brief BriefContent BriefTask",
        "models.case_event": "CaseContent CaseEvent",
        "models.case_fold": "Assignment CaseState Step",
        "models.case_kinds": "ActorRole AssignmentTask CaseEventKind CaseOutcome CaseStatus ContentFinding Route",
        "models.code_fields": "code_list_at code_list_of",
        "models.collaborator": "Collaborator Contact EndReason Engagement Membership MembershipRole",
        "models.duties": "AbsenceEffect AdHocStage ClockStart CompositionTarget DayOffShift DueAfterPeriod DueOnDayOfMonth DueOnWeekday ExcusedAbsence PayCondition PayEvent PayWhose Proration ProrationMethod ReceiptRule ReportObligation StreamBasis UndeclaredReport",
        "models.exempt_periods": "ExemptPeriods",
        "models.json_schema": "schema_of",
        "models.matter": "Matter",
        "models.network": "CombinedRole Network NetworkForm Term",
        "models.opinion": "Breadth Expression InformationGrade Intensity OpinionStream ReportItem Scope Stance Urgency",
        "models.owed_by": "OwedByMembers OwedByOwner OwedByUnits",
        "models.own_moves": "CaseMoves MovePart MoveTableName OwnMove",
        "models.regulation": "Regulation RegulationProvision",
        "models.report": "Channel Report ReportKind",
        "models.secrecy": "SecrecyLevel SecrecyMark",
        "models.timeliness": "NotOwedReason ObligorKind Timeliness",
        "models.unit": "AreaRef AreaScheme Level OrgUnit Succession SuccessionKind UnitKind",
        "models.unit_identifier": "UnitIdentifier",
        "models.work": "OtherAllowance WorkEntry WorkKind",
    },
)
