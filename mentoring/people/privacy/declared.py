"""The personal fields of people, and of accounts and letters, which stand below people."""

from mentoring.people.privacy.declaring import Category, blank, gone, held, kept, pseudonym

PROOF = "доказательство, что согласие было: 152-ФЗ, статья 9, часть 3; имени при нём нет"
LOG = "кто и когда работал с данными: журнал хранится три года; имени при записи нет"

_PEOPLE = (
    held(
        "people.person",
        of="id",
        said=pseudonym(Category.IDENTITY, "surname")
        | blank(Category.IDENTITY, "given patronymic sex birth_date")
        | blank(Category.CONTACT, "email phone")
        | blank(Category.NOTE, "note"),
        mentions="note",
        unlinks="membership",
    ),
    held("people.position", mentions="title"),
    held(
        "people.employment",
        of="person",
        said=gone(Category.WORK, "position unit subject category experience_since duty start end order"),
    ),
    held("people.declension", of="person", said=gone(Category.IDENTITY, "text nominative"), impersonal="naming case"),
    held("people.studygroup", unlinks="teacher", impersonal="title letter closed_on"),
    held("people.enrollment", of="person", said=gone(Category.STUDY, "group start end")),
    held(
        "people.guardianship",
        of="child guardian",
        said=gone(Category.FAMILY, "child guardian right document start end"),
    ),
    held(
        "people.partner",
        mentions="title contact phone email agreement",
        impersonal="kind contour agreement_until",
    ),
    held("people.affiliation", of="person", said=gone(Category.WORK, "partner position curates start end")),
    held(
        "people.clearance",
        of="person",
        said=gone(Category.CHECKS, "kind number issued_on valid_until checked_on"),
        points="checked_by",
    ),
    held("people.consentkind", impersonal="code title whose gate"),
    held("people.consenttext", impersonal="since purpose data actions text"),
    held(
        "people.consent",
        of="person",
        said=kept(Category.CONSENT, "kind right on until how withdrawn_on refused", PROOF)
        | blank(Category.CONSENT, "withdrawal"),
        mentions="withdrawal",
        points="given_by",
        files="scan",
    ),
    held("people.apart", of="one other", said=gone(Category.TRACE, "one other at"), points="by"),
    held("people.bulkdeed", mentions="title left", impersonal="kind at undone_at changes", points="by"),
    held(
        "people.importbatch",
        mentions="name found",
        impersonal="public_id kind state columns counts created created_at committed_at undone_at",
        points="by",
    ),
    held(
        "people.importrow",
        of="person",
        said=blank(Category.TRACE, "cells values faults doubts choices changes created"),
        impersonal="verdict",
        unlinks="person",
    ),
    held(
        "people.erasure",
        impersonal="public_id reason basis at destroyed kept left",
        points="by",
    ),
)

_ACCOUNTS = (
    held(
        "accounts.membership",
        member="id",
        said=pseudonym(Category.ACCESS, "name")
        | blank(Category.ACCESS, "email")
        | kept(Category.ACCESS, "started_at ended_at", LOG),
    ),
    held(
        "accounts.user",
        said=pseudonym(Category.ACCESS, "login") | blank(Category.ACCESS, "email password last_login"),
        impersonal="date_joined",
    ),
    held("accounts.grant", member="membership", said=gone(Category.ACCESS, "role granted_at")),
    held(
        "accounts.invitation",
        member="membership",
        said=gone(Category.ACCESS, "login created_at expires_at used_at revoked_at"),
        impersonal="code_hash",
        points="by",
    ),
    held(
        "accounts.personallink",
        member="membership",
        said=gone(Category.ACCESS, "person_name purpose created_at expires_at revoked_at used_at"),
        mentions="person_name",
        impersonal="token_hash subject",
    ),
    held("accounts.operation", impersonal="token action result_url at", points="membership"),
    held(
        "accounts.journalentry",
        impersonal="at action subject_kind subject_id fields salt values_digest previous digest",
        points="by",
    ),
    held("accounts.journalvalues", said=blank(Category.TRACE, "before after")),
    held("accounts.journalhead", impersonal="digest"),
    held(
        "accounts.storedfile", mentions="name", impersonal="public_id content_type sha256 path action at", points="by"
    ),
    held("accounts.unit", impersonal="name locality"),
    held("accounts.schoolterm", impersonal="code start end"),
    held("accounts.daycorrection", mentions="reason", impersonal="day"),
    held("account.emailaddress", said=gone(Category.ACCESS, "email")),
    held("account.emailconfirmation", said=gone(Category.ACCESS, "created sent key")),
    held("mfa.authenticator", said=gone(Category.ACCESS, "type data created_at last_used_at")),
    held("sessions.session", said=gone(Category.ACCESS, "session_key session_data expire_date")),
)

_LETTERS = (
    held(
        "notifications.outboxitem",
        said=blank(Category.TRACE, "payload"),
        mentions="error",
        impersonal="kind key state due_at leased_until created_at done_at",
    ),
    held(
        "notifications.job",
        mentions="title message",
        impersonal="public_id kind state result_url created_at started_at ended_at",
        points="by",
    ),
    held(
        "notifications.reminder",
        impersonal="subject_kind due step to day until state reason claim leased_until told_at",
    ),
    held(
        "notifications.delivery",
        member="membership",
        said=pseudonym(Category.TRACE, "name") | blank(Category.TRACE, "to"),
        mentions="name to subject",
        impersonal="addressee day created_at",
    ),
    held(
        "notifications.notice",
        member="membership",
        said=blank(Category.TRACE, "snooze_reason"),
        impersonal="addressee day state seen_on",
    ),
)

HELD = (*_PEOPLE, *_ACCOUNTS, *_LETTERS)
