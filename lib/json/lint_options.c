/* SPDX-License-Identifier: MIT */
/* Lint: options that are not the rulebook's default, and names that no option has. */
#include <stdio.h>
#include <string.h>

#include "lint.h"

#define AT(member) offsetof(struct orgpol_options, member)

/* Ours: each choice with the rule that leaves it open. */
static const struct {
    const char *name;
    const char *rule;
    size_t offset; /* in struct orgpol_options, where zero is the default */
} choices[] = {
    {"require_app_connection_in_org", "TRAP-09", AT(require_app_connection_in_org)},
    {"localhost_forces_consent", "TRAP-15", AT(localhost_forces_consent)},
    {"default_discovery_methods", "TRAP-17", AT(default_discovery_methods)},
    {"scope_subset", "M2M-29", AT(scope_subset)},
    {"discovery_filter", "PROMPT-19b", AT(discovery_filter)},
    {"picker_filter", "PROMPT-27", AT(picker_filter)},
    {"require_pkce", "AUTHZ-15", AT(require_pkce)},
    {"absent_security_mode", "TRAP-49", AT(absent_security_mode)},
    {"refresh_recheck", "LOGIN-34", AT(refresh_recheck)},
    {"consented_scopes", "CONSENT-07", AT(consented_scopes)},
    {"user_grant_ceiling", "UAPI-04", AT(user_grant_ceiling)},
    {"unsupported_strategy", "PURP-09", AT(unsupported_strategy)},
    {"missing_offline_access", "CONNECT-16", AT(missing_offline_access)},
    {"google_minimum_scopes", "CONNECT-17", AT(google_minimum_scopes)},
    {"verifier_without_challenge", "COMPLETE-10", AT(verifier_without_challenge)},
    {"complete_client", "COMPLETE-13", AT(complete_client)},
    {"complete_organization", "COMPLETE-14", AT(complete_organization)},
    {"recheck_connection", "COMPLETE-15", AT(recheck_connection_off)},
    {"failed_complete", "COMPLETE-21", AT(failed_complete)},
    {"used_code", "COMPLETE-08", AT(used_code)},
    {"org_binding", "ORG-10", AT(org_binding)},
    {"hint_matches_email", "SEL-08", AT(hint_matches_email)},
    {"ambiguous", "SEL-10", AT(ambiguous)},
    {"empty_login_hint", "SEL-13", AT(empty_login_hint)},
    {"strict_scope", "SCOPE-11", AT(strict_scope)},
    {"unused_after", "EXPIRY-03", AT(unused_after)},
    {"never_exchanged", "EXPIRY-05", AT(never_exchanged)},
    {"foreign_delete", "MGE-06", AT(foreign_delete)},
    {"manage_when_purpose_off", "MGE-16", AT(manage_when_purpose_off)},
    {"list_all_orgs", "MGE-18", AT(list_all_orgs_off)},
    {"link_carries_accounts", "LINK-05", AT(link_carries_accounts)},
    {"organization_membership", "ORG-15", AT(organization_membership)},
    {"require_org_connection", "ORG-17", AT(require_org_connection)},
    {"accept_rtt_alias", "VAULT-09", AT(accept_rtt_alias)},
    {"unsupported_parameters", "VAULT-11", AT(unsupported_parameters)},
    {"blocked_user", "VAULT-14", AT(blocked_user)},
    {"adaptive_mfa", "VAULT-16", AT(adaptive_mfa)},
    {"purpose_off_exchange", "VAULT-21", AT(purpose_off_exchange)},
    {"access_token_client_enabled", "VAULT-20", AT(access_token_client_enabled)},
    {"login_grants", "RTX-01", AT(login_grants)},
    {"require_asymmetric_auth", "PWX-09", AT(require_asymmetric_auth)},
    {"ipv4_mapped", "PWX-07", AT(ipv4_mapped)},
    {"lenient_worker_audience", "PWX-16", AT(lenient_worker_audience)},
    {"clock_skew_s", "PWX-21", AT(clock_skew)},
    {"audit_context_unit", "PWX-23", AT(audit_context_unit)},
    {"absent_worker_scope", "PWX-31", AT(absent_worker_scope)},
    {"worker_login_hint", "PWX-36", AT(worker_login_hint)},
    {"offline_scope", "PWX-30", AT(offline_scope)},
    {"enforce_jti", "PWX-43", AT(enforce_jti_off)},
    {"enforce_audit_context", "PWX-43", AT(enforce_audit_context_off)},
    {"enforce_ip_allowlist", "PWX-43", AT(enforce_ip_allowlist_off)},
};
#define CHOICES (sizeof choices / sizeof *choices)

/* Two options have their default under a value of its own, too. */
static bool is_default(const struct orgpol_options *options, const char *name, size_t offset)
{
    const uint8_t value = ((const uint8_t *)options)[offset];
    const bool email = strcmp(name, "default_discovery_methods") == 0 && value == ORGPOL_DISCOVERY_EMAIL;
    const bool skew = strcmp(name, "clock_skew_s") == 0 && value == ORGPOL_CLOCK_SKEW_DEFAULT_S + 1;

    return value == 0 || email || skew;
}

static void lint_option(struct lint *lint, const cJSON *option)
{
    const struct json_path *path = PATH_MEMBER(NULL, "options");
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
    if (is_default(&lint->tenant->options, option->string, choices[at].offset))
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
