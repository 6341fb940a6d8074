/* SPDX-License-Identifier: MIT */
/* The members of `options`. */
#include "objects.h"

#define END     \
    {           \
        NULL, 0 \
    }
#define AT(member) offsetof(struct option_object, member)

static const struct word scope_subset_words[] = {
    {"subset", ORGPOL_SCOPE_SUBSET_SUBSET},
    {"ceiling", ORGPOL_SCOPE_SUBSET_CEILING},
    END,
};
static const struct word discovery_filter_words[] = {
    {"none", ORGPOL_DISCOVERY_FILTER_NONE},
    {"gate", ORGPOL_DISCOVERY_FILTER_GATE},
    END,
};
static const struct word picker_filter_words[] = {
    {"gate", ORGPOL_PICKER_FILTER_GATE},
    {"none", ORGPOL_PICKER_FILTER_NONE},
    END,
};
static const struct word consented_words[] = {
    {"union", ORGPOL_CONSENTED_SCOPES_UNION},
    {"replace", ORGPOL_CONSENTED_SCOPES_REPLACE},
    END,
};
static const struct word absent_mode_words[] = {
    {"strict", ORGPOL_ABSENT_SECURITY_MODE_STRICT},
    {"permissive", ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE},
    END,
};

/* Token Vault */
static const struct word strategy_words[] = {
    {"deny", ORGPOL_UNSUPPORTED_STRATEGY_DENY},
    {"allow", ORGPOL_UNSUPPORTED_STRATEGY_ALLOW},
    END,
};
static const struct word missing_words[] = {
    {"deny", ORGPOL_MISSING_SCOPES_DENY},
    {"warn", ORGPOL_MISSING_SCOPES_WARN},
    END,
};
static const struct word verifier_words[] = {
    {"deny", ORGPOL_VERIFIER_WITHOUT_CHALLENGE_DENY},
    {"ignore", ORGPOL_VERIFIER_WITHOUT_CHALLENGE_IGNORE},
    END,
};
static const struct word same_or_any_words[] = {
    {"same", ORGPOL_SAME},
    {"any", ORGPOL_ANY},
    END,
};
static const struct word failed_complete_words[] = {
    {"spend_code", ORGPOL_FAILED_COMPLETE_SPEND_CODE},
    {"keep_code", ORGPOL_FAILED_COMPLETE_KEEP_CODE},
    END,
};
static const struct word used_code_words[] = {
    {"not_found", ORGPOL_USED_CODE_NOT_FOUND},
    {"conflict", ORGPOL_USED_CODE_CONFLICT},
    END,
};
static const struct word org_binding_words[] = {
    {"strict", ORGPOL_ORG_BINDING_STRICT},
    {"exact", ORGPOL_ORG_BINDING_EXACT},
    {"off", ORGPOL_ORG_BINDING_OFF},
    END,
};
static const struct word ambiguous_words[] = {
    {"deny", ORGPOL_AMBIGUOUS_DENY},
    {"latest", ORGPOL_AMBIGUOUS_LATEST},
    END,
};
static const struct word empty_hint_words[] = {
    {"deny", ORGPOL_EMPTY_LOGIN_HINT_DENY},
    {"absent", ORGPOL_EMPTY_LOGIN_HINT_ABSENT},
    END,
};
static const struct word unused_words[] = {
    {"365_days", ORGPOL_UNUSED_AFTER_365_DAYS},
    {"calendar_year", ORGPOL_UNUSED_AFTER_CALENDAR_YEAR},
    END,
};
static const struct word never_exchanged_words[] = {
    {"created_at", ORGPOL_NEVER_EXCHANGED_CREATED_AT},
    {"never_ages", ORGPOL_NEVER_EXCHANGED_NEVER_AGES},
    END,
};
static const struct word foreign_delete_words[] = {
    {"not_found", ORGPOL_FOREIGN_DELETE_NOT_FOUND},
    {"no_content", ORGPOL_FOREIGN_DELETE_NO_CONTENT},
    END,
};
static const struct word purpose_off_words[] = {
    {"allow", ORGPOL_MANAGE_WHEN_PURPOSE_OFF_ALLOW},
    {"deny", ORGPOL_MANAGE_WHEN_PURPOSE_OFF_DENY},
    END,
};
static const struct word membership_words[] = {
    {"require", ORGPOL_ORGANIZATION_MEMBERSHIP_REQUIRE},
    {"ignore", ORGPOL_ORGANIZATION_MEMBERSHIP_IGNORE},
    END,
};
static const struct word deny_or_ignore_words[] = {
    {"deny", ORGPOL_DENY},
    {"ignore", ORGPOL_IGNORE},
    END,
};
static const struct word deny_or_allow_words[] = {
    {"deny", ORGPOL_DENIED},
    {"allow", ORGPOL_ALLOWED},
    END,
};
static const struct word adaptive_words[] = {
    {"verdict", ORGPOL_ADAPTIVE_MFA_VERDICT},
    {"allow", ORGPOL_ADAPTIVE_MFA_ALLOW},
    {"deny", ORGPOL_ADAPTIVE_MFA_DENY},
    END,
};
static const struct word login_grants_words[] = {
    {"warn", ORGPOL_LOGIN_GRANTS_WARN},
    {"deny", ORGPOL_LOGIN_GRANTS_DENY},
    END,
};
static const struct word mapped_words[] = {
    {"ipv4", ORGPOL_IPV4_MAPPED_IPV4},
    {"ipv6", ORGPOL_IPV4_MAPPED_IPV6},
    END,
};
static const struct word unit_words[] = {
    {"code_points", ORGPOL_AUDIT_CONTEXT_CODE_POINTS},
    {"bytes", ORGPOL_AUDIT_CONTEXT_BYTES},
    END,
};
static const struct word absent_scope_words[] = {
    {"pinned", ORGPOL_ABSENT_WORKER_SCOPE_PINNED},
    {"deny", ORGPOL_ABSENT_WORKER_SCOPE_DENY},
    END,
};
static const struct word worker_hint_words[] = {
    {"accept", ORGPOL_WORKER_LOGIN_HINT_ACCEPT},
    {"deny", ORGPOL_WORKER_LOGIN_HINT_DENY},
    END,
};
static const struct word offline_scope_words[] = {
    {"ignore", ORGPOL_OFFLINE_SCOPE_IGNORE},
    {"compare", ORGPOL_OFFLINE_SCOPE_COMPARE},
    END,
};

static const struct field option_fields[] = {
    {"require_app_connection_in_org", FIELD_FLAG, AT(row.require_app_connection_in_org), NULL, false},
    {"localhost_forces_consent", FIELD_FLAG, AT(row.localhost_forces_consent), NULL, false},
    {"default_discovery_methods", FIELD_CHOICES, AT(default_discovery_methods), orgpol_discovery_words,
     false},
    {"scope_subset", FIELD_CHOICE, AT(row.scope_subset), scope_subset_words, false},
    {"discovery_filter", FIELD_CHOICE, AT(row.discovery_filter), discovery_filter_words, false},
    {"picker_filter", FIELD_CHOICE, AT(row.picker_filter), picker_filter_words, false},
    {"require_pkce", FIELD_FLAG, AT(row.require_pkce), NULL, false},
    {"absent_security_mode", FIELD_CHOICE, AT(row.absent_security_mode), absent_mode_words, false},
    {"refresh_recheck", FIELD_FLAG_OFF, AT(row.refresh_recheck), NULL, false},
    {"consented_scopes", FIELD_CHOICE, AT(row.consented_scopes), consented_words, false},
    {"user_grant_ceiling", FIELD_FLAG, AT(row.user_grant_ceiling), NULL, false},
    /* Token Vault, where "" is a value, and no word. */
    {"unsupported_strategy", FIELD_ONE_OF, AT(row.unsupported_strategy), strategy_words, false},
    {"missing_offline_access", FIELD_ONE_OF, AT(row.missing_offline_access), missing_words, false},
    {"google_minimum_scopes", FIELD_ONE_OF, AT(row.google_minimum_scopes), missing_words, false},
    {"verifier_without_challenge", FIELD_ONE_OF, AT(row.verifier_without_challenge), verifier_words, false},
    {"complete_client", FIELD_ONE_OF, AT(row.complete_client), same_or_any_words, false},
    {"complete_organization", FIELD_ONE_OF, AT(row.complete_organization), same_or_any_words, false},
    {"recheck_connection", FIELD_FLAG_OFF, AT(row.recheck_connection_off), NULL, false},
    {"failed_complete", FIELD_ONE_OF, AT(row.failed_complete), failed_complete_words, false},
    {"used_code", FIELD_ONE_OF, AT(row.used_code), used_code_words, false},
    {"org_binding", FIELD_ONE_OF, AT(row.org_binding), org_binding_words, false},
    {"hint_matches_email", FIELD_FLAG, AT(row.hint_matches_email), NULL, false},
    {"ambiguous", FIELD_ONE_OF, AT(row.ambiguous), ambiguous_words, false},
    {"empty_login_hint", FIELD_ONE_OF, AT(row.empty_login_hint), empty_hint_words, false},
    {"strict_scope", FIELD_FLAG, AT(row.strict_scope), NULL, false},
    {"unused_after", FIELD_ONE_OF, AT(row.unused_after), unused_words, false},
    {"never_exchanged", FIELD_ONE_OF, AT(row.never_exchanged), never_exchanged_words, false},
    {"foreign_delete", FIELD_ONE_OF, AT(row.foreign_delete), foreign_delete_words, false},
    {"manage_when_purpose_off", FIELD_ONE_OF, AT(row.manage_when_purpose_off), purpose_off_words, false},
    {"list_all_orgs", FIELD_FLAG_OFF, AT(row.list_all_orgs_off), NULL, false},
    {"link_carries_accounts", FIELD_FLAG, AT(row.link_carries_accounts), NULL, false},
    {"organization_membership", FIELD_ONE_OF, AT(row.organization_membership), membership_words, false},
    {"require_org_connection", FIELD_FLAG, AT(row.require_org_connection), NULL, false},
    {"accept_rtt_alias", FIELD_FLAG, AT(row.accept_rtt_alias), NULL, false},
    {"unsupported_parameters", FIELD_ONE_OF, AT(row.unsupported_parameters), deny_or_ignore_words, false},
    {"blocked_user", FIELD_ONE_OF, AT(row.blocked_user), deny_or_allow_words, false},
    {"adaptive_mfa", FIELD_ONE_OF, AT(row.adaptive_mfa), adaptive_words, false},
    {"purpose_off_exchange", FIELD_ONE_OF, AT(row.purpose_off_exchange), deny_or_allow_words, false},
    {"access_token_client_enabled", FIELD_FLAG, AT(row.access_token_client_enabled), NULL, false},
    {"login_grants", FIELD_ONE_OF, AT(row.login_grants), login_grants_words, false},
    {"require_asymmetric_auth", FIELD_FLAG, AT(row.require_asymmetric_auth), NULL, false},
    {"ipv4_mapped", FIELD_ONE_OF, AT(row.ipv4_mapped), mapped_words, false},
    {"lenient_worker_audience", FIELD_FLAG, AT(row.lenient_worker_audience), NULL, false},
    {"audit_context_unit", FIELD_ONE_OF, AT(row.audit_context_unit), unit_words, false},
    {"absent_worker_scope", FIELD_ONE_OF, AT(row.absent_worker_scope), absent_scope_words, false},
    {"worker_login_hint", FIELD_ONE_OF, AT(row.worker_login_hint), worker_hint_words, false},
    {"offline_scope", FIELD_ONE_OF, AT(row.offline_scope), offline_scope_words, false},
    {"enforce_jti", FIELD_FLAG_OFF, AT(row.enforce_jti_off), NULL, false},
    {"enforce_audit_context", FIELD_FLAG_OFF, AT(row.enforce_audit_context_off), NULL, false},
    {"enforce_ip_allowlist", FIELD_FLAG_OFF, AT(row.enforce_ip_allowlist_off), NULL, false},
    {"clock_skew_s", FIELD_VALUE, AT(clock_skew_s), NULL, false},
};
const struct field_table orgpol_option_members = FIELD_TABLE(option_fields);
