/* SPDX-License-Identifier: MIT */
/* Lint: options, each with the rule that leaves it open. */
#include <stdio.h>
#include <string.h>

#include "lint.h"

/* Ours: each choice with the rule that leaves it open. */
static const struct {
    const char *name;
    const char *rule;
    size_t offset; /* in struct orgpol_options, where zero is the default */
} choices[] = {
    {"require_app_connection_in_org", "TRAP-09",
     offsetof(struct orgpol_options, require_app_connection_in_org)},
    {"localhost_forces_consent", "TRAP-15", offsetof(struct orgpol_options, localhost_forces_consent)},
    {"default_discovery_methods", "TRAP-17", offsetof(struct orgpol_options, default_discovery_methods)},
    {"scope_subset", "M2M-29", offsetof(struct orgpol_options, scope_subset)},
    {"discovery_filter", "PROMPT-19b", offsetof(struct orgpol_options, discovery_filter)},
    {"picker_filter", "PROMPT-27", offsetof(struct orgpol_options, picker_filter)},
    {"require_pkce", "AUTHZ-15", offsetof(struct orgpol_options, require_pkce)},
    {"absent_security_mode", "TRAP-49", offsetof(struct orgpol_options, absent_security_mode)},
    {"refresh_recheck", "LOGIN-34", offsetof(struct orgpol_options, refresh_recheck)},
    {"consented_scopes", "CONSENT-07", offsetof(struct orgpol_options, consented_scopes)},
    {"user_grant_ceiling", "UAPI-04", offsetof(struct orgpol_options, user_grant_ceiling)},
    {"unsupported_strategy", "PURP-09", offsetof(struct orgpol_options, unsupported_strategy)},
    {"missing_offline_access", "CONNECT-16", offsetof(struct orgpol_options, missing_offline_access)},
    {"google_minimum_scopes", "CONNECT-17", offsetof(struct orgpol_options, google_minimum_scopes)},
    {"verifier_without_challenge", "COMPLETE-10",
     offsetof(struct orgpol_options, verifier_without_challenge)},
    {"complete_client", "COMPLETE-13", offsetof(struct orgpol_options, complete_client)},
    {"complete_organization", "COMPLETE-14", offsetof(struct orgpol_options, complete_organization)},
    {"recheck_connection", "COMPLETE-15", offsetof(struct orgpol_options, recheck_connection_off)},
    {"failed_complete", "COMPLETE-21", offsetof(struct orgpol_options, failed_complete)},
    {"used_code", "COMPLETE-08", offsetof(struct orgpol_options, used_code)},
    {"org_binding", "ORG-10", offsetof(struct orgpol_options, org_binding)},
    {"hint_matches_email", "SEL-08", offsetof(struct orgpol_options, hint_matches_email)},
    {"ambiguous", "SEL-10", offsetof(struct orgpol_options, ambiguous)},
    {"empty_login_hint", "SEL-13", offsetof(struct orgpol_options, empty_login_hint)},
    {"strict_scope", "SCOPE-11", offsetof(struct orgpol_options, strict_scope)},
    {"unused_after", "EXPIRY-03", offsetof(struct orgpol_options, unused_after)},
    {"never_exchanged", "EXPIRY-05", offsetof(struct orgpol_options, never_exchanged)},
    {"foreign_delete", "MGE-06", offsetof(struct orgpol_options, foreign_delete)},
    {"manage_when_purpose_off", "MGE-16", offsetof(struct orgpol_options, manage_when_purpose_off)},
    {"list_all_orgs", "MGE-18", offsetof(struct orgpol_options, list_all_orgs_off)},
    {"link_carries_accounts", "LINK-05", offsetof(struct orgpol_options, link_carries_accounts)},
    {"organization_membership", "ORG-15", offsetof(struct orgpol_options, organization_membership)},
    {"require_org_connection", "ORG-17", offsetof(struct orgpol_options, require_org_connection)},
    {"accept_rtt_alias", "VAULT-09", offsetof(struct orgpol_options, accept_rtt_alias)},
    {"unsupported_parameters", "VAULT-11", offsetof(struct orgpol_options, unsupported_parameters)},
    {"blocked_user", "VAULT-14", offsetof(struct orgpol_options, blocked_user)},
    {"adaptive_mfa", "VAULT-16", offsetof(struct orgpol_options, adaptive_mfa)},
    {"purpose_off_exchange", "VAULT-21", offsetof(struct orgpol_options, purpose_off_exchange)},
    {"access_token_client_enabled", "VAULT-20", offsetof(struct orgpol_options, access_token_client_enabled)},
    {"login_grants", "RTX-01", offsetof(struct orgpol_options, login_grants)},
    {"require_asymmetric_auth", "PWX-09", offsetof(struct orgpol_options, require_asymmetric_auth)},
    {"ipv4_mapped", "PWX-07", offsetof(struct orgpol_options, ipv4_mapped)},
    {"lenient_worker_audience", "PWX-16", offsetof(struct orgpol_options, lenient_worker_audience)},
    {"clock_skew_s", "PWX-21", offsetof(struct orgpol_options, clock_skew)},
    {"audit_context_unit", "PWX-23", offsetof(struct orgpol_options, audit_context_unit)},
    {"absent_worker_scope", "PWX-31", offsetof(struct orgpol_options, absent_worker_scope)},
    {"worker_login_hint", "PWX-36", offsetof(struct orgpol_options, worker_login_hint)},
    {"offline_scope", "PWX-30", offsetof(struct orgpol_options, offline_scope)},
    {"enforce_jti", "PWX-43", offsetof(struct orgpol_options, enforce_jti_off)},
    {"enforce_audit_context", "PWX-43", offsetof(struct orgpol_options, enforce_audit_context_off)},
    {"enforce_ip_allowlist", "PWX-43", offsetof(struct orgpol_options, enforce_ip_allowlist_off)},
};
#define CHOICES (sizeof choices / sizeof *choices)

/* Two defaults are stored otherwise than as zero when they are spelt out. */
static bool is_default_spelt_out(const struct orgpol_options *options, const char *name)
{
    if (strcmp(name, "clock_skew_s") == 0)
        return options->clock_skew == ORGPOL_CLOCK_SKEW_DEFAULT_S + 1;
    return strcmp(name, "default_discovery_methods") == 0 &&
           options->default_discovery_methods == ORGPOL_DISCOVERY_EMAIL;
}

static void lint_option(struct lint *lint, const cJSON *option)
{
    const struct json_path *path = PATH_MEMBER(NULL, "options");
    const struct orgpol_options *options = &lint->tenant->options;
    struct lint_line line = {.rule = "option", .field = option->string};
    char message[96];
    size_t at = 0;

    while (at < CHOICES && strcmp(choices[at].name, option->string) != 0)
        at++;
    line.message = message;
    if (at == CHOICES) {
        line.message = "No option is called so; it is ignored.";
        orgpol_lint_write(lint, path, &line); /* a name that could not stand in a pointer as it is */
        return;
    }
    if (((const uint8_t *)options)[choices[at].offset] == 0 || is_default_spelt_out(options, option->string))
        return;
    snprintf(message, sizeof message, "Not the rulebook's default of %s; decisions differ from it.",
             choices[at].rule);
    orgpol_lint_write(lint, PATH_MEMBER(path, choices[at].name), &line);
}

void orgpol_lint_options(struct lint *lint)
{
    const cJSON *options = lint_member(lint->document, "options");

    for (const cJSON *option = options ? options->child : NULL; option; option = option->next)
        if (!cJSON_IsNull(option))
            lint_option(lint, option);
}
