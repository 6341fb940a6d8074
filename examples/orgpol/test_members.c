/* SPDX-License-Identifier: MIT */
/*
 * orgpol test: the members of requests and answers, so that one that is misspelt is an error. Requests have
 * those of orgpol/authzen.h. `make check` holds both tables against the sources of the library.
 */
#include "test.h"

#include <stdint.h>
#include <string.h>

enum kind {
    TEXT,
    NUMBER,
    FLAG,
    TEXTS,
    OBJECT,
    TEXT_OR_OBJECT,
    REASON, /* a word of the catalogue, as are those below, and lists from REASONS on */
    RULE,
    REASONS,
    OBLIGATIONS,
    ADVICE
};

/* Members of the objects of answers: those of one kind in a row, each name between spaces. */
static const struct {
    const char *object; /* dots lead into objects */
    enum kind kind;
    const char *names;
} answer_members[] = {
    {"", FLAG, " decision "},
    {"", OBJECT, " context "},
    {"context", REASON, " reason "},
    {"context", RULE, " rule "},
    {"context", REASONS, " unmet "},
    {"context", OBLIGATIONS, " obligations "},
    {"context", ADVICE, " advice warnings "},
    {"context", NUMBER, " http_status expires_in "},
    {"context", TEXT, " error_description remedy audience token_type issued_token_type "},
    {"context", TEXTS,
     " scopes requested_scopes missing_scopes reconnect_scopes connected_accounts connections "},
    {"context", TEXT_OR_OBJECT, " error "},
    {"context", OBJECT,
     " problem claims token grant consent prompt invitation connected_account transaction audit "},
    {"context.error", NUMBER, " status "},
    {"context.error", TEXT, " message pointer "},
    {"context.problem", NUMBER, " status "},
    {"context.problem", TEXT, " type title detail "},
    {"context.claims", TEXT, " sub azp client_id gty org_id org_name "},
    {"context.claims", TEXTS, " permissions "},
    {"context.token", TEXT, " typ "},
    {"context.token", FLAG, " id_token refresh_token "},
    {"context.grant", TEXT, " id audience organization "},
    {"context.grant", TEXTS, " scopes "},
    {"context.consent", TEXT, " key "},
    {"context.consent", FLAG, " required confirmation "},
    {"context.consent", TEXTS, " scopes missing_scopes store_scopes "},
    {"context.prompt", TEXT, " mode organization connection auto_membership "},
    {"context.prompt", FLAG, " personal_account "},
    {"context.prompt", TEXTS, " candidates methods "},
    {"context.invitation", TEXT, " ticket_id "},
    {"context.invitation", TEXTS, " roles "},
    {"context.connected_account", TEXT, " id connection user_id org_id access_type "},
    {"context.connected_account", TEXTS, " scopes "},
    {"context.transaction", TEXT, " user_id client_id connection redirect_uri code_challenge org_id "},
    {"context.transaction", FLAG, " dpop_bound "},
    {"context.transaction", TEXTS, " scopes "},
    {"context.audit", TEXT,
     " type subject_token_type issued_token_type scope audit_context identity_user_id organization_id "},
    {"context.audit", FLAG, " is_privileged_worker "},
    {"context.audit", REASON, " failure_reason "},
};

/* The same of requests. An object that is not listed, such as a tenant or a body, may hold anything. */
static const struct {
    const char *object;
    const char *names;
} request_members[] = {
    {"", " subject action resource context "},
    {"subject", " type id properties "},
    {"action", " name properties "},
    {"resource", " type id properties "},
    {"context.cross_app_access", " assertion_valid assertion_resource resource "},
    {"context.session", " connection organization kind "},
    {"context.code", " client_id redirect_uri code_challenge organization used "},
    {"context.refresh_token", " client_id organization "},
    {"context.token_usage", " client organization "},
    {"context.token_usage.client", " hour day "},
    {"context.token_usage.organization", " hour day "},
    {"context.token", " valid expires_at sub azp aud scope gty org_id dpop_bound "},
    {"context.transaction",
     " auth_session user_id client_id connection redirect_uri code_challenge ticket_expires_at dpop_bound"
     " connect_code connect_code_used org_id "},
    {"context.provider_account", " idp_user_id scopes refresh_token_issued expires_at "},
    {"context.client_authentication", " method valid "},
    {"context.subject_token",
     " type valid sub org_id expires_at azp gty dpop_bound rotating aud typ alg kid iss jti audit_context iat"
     " exp nbf jti_unused "},
    {"context.provider_refresh", " ok expires_at "},
};

/* Members of the context, by the actions that read them. */
static const struct {
    const char *actions;
    const char *names;
} context_members[] = {
    {" can_login can_third_party_login ",
     " organization connection protocol cross_app_access signup invitation_accepted member_count mfa"
     " action_verdict response_mode tenant "},
    {" resolve_org_prompt_mode ",
     " organization invitation now identifier choice connection prompt session response_mode tenant "},
    {" check_authorize_request ", " query parameters organization tenant "},
    {" check_endpoint_request ", " query parameters code refresh_token tenant "},
    {" check_client_grant ",
     " organization scope resource client_authenticated token_usage action_verdict tenant "},
    {" check_user_grant check_consent ",
     " client organization scope resource permissions original_scope authorization_details response_mode"
     " tenant "},
    {" check_consent ", " prompt session redirect_uri screen_shown approved interaction_needed grant_type "},
    {" consent_key_for ", " client organization scope tenant "},
    {" check_token_organization ", " claims issuer expected_organization known_organizations tenant "},
    {" check_client_config check_organization_config check_connection_config check_resource_server_config"
     " check_client_grant_config ",
     " object previous tenant "},
    {" check_my_account_token ",
     " client grant_type scope refresh_token_audience login_scope permissions consented_scopes auth_time"
     " mfa_time action_verdict host now tenant "},
    {" can_connect_account can_complete_account can_manage_connected_accounts ",
     " token host dpop_proof_valid now tenant "},
    {" can_connect_account can_complete_account ", " content_type body "},
    {" can_connect_account ", " organization "},
    {" can_complete_account ", " same_device transaction provider_account "},
    {" can_manage_connected_accounts ", " operation api query "},
    {" check_token_exchange ",
     " client_authentication subject_token_type requested_token_type login_hint audience resource"
     " actor_token scope subject_token source_ip dpop_proof_valid risk_verdict action_requires_mfa"
     " provider_refresh provider_scope required_scopes now tenant "},
    {" select_connected_account ", " login_hint organization tenant "},
};

enum { DOTTED_MAX = 128 };

/* The name of a member, with those of the objects around it; one that is too long is in no table. */
static void dot(char to[DOTTED_MAX], const char *object, const char *name)
{
    if (snprintf(to, DOTTED_MAX, "%s%s%s", object, *object ? "." : "", name) >= DOTTED_MAX)
        to[0] = '\0';
}

/* ---- requests ---- */

static bool is_listed(const char *members, const char *name)
{
    char spaced[DOTTED_MAX];

    return strchr(name, ' ') == NULL && snprintf(spaced, sizeof spaced, " %s ", name) < (int)sizeof spaced &&
           strstr(members, spaced);
}

/* Whether an action, or any when it is NULL, reads a member of the context. */
static bool is_read(const char *action, const char *name)
{
    for (size_t i = 0; i < sizeof context_members / sizeof *context_members; i++) {
        if ((action == NULL || is_listed(context_members[i].actions, action)) &&
            is_listed(context_members[i].names, name))
            return true;
    }
    return false;
}

/* The members of the context, which are those of the action; one that there is not is the library's to
 * refuse. */
static bool check_context(const struct test_file *file, const cJSON *context, const char *action,
                          const struct path *path)
{
    const bool is_action = is_read(action, "tenant"); /* that every action takes */
    const cJSON *member;

    cJSON_ArrayForEach(member, context)
    {
        const struct path *place = AT_MEMBER(path, member->string);

        if (!is_read(NULL, member->string))
            return wrong_at(file, place, "no decision reads this of a request");
        if (is_action && !is_read(action, member->string))
            return wrong_at(file, place, "%s does not read this", action);
    }
    return true;
}

static bool check_request_object(const struct test_file *file, const cJSON *object, const struct path *path,
                                 const char *dotted)
{
    const bool is_context = strcmp(dotted, "context") == 0; /* whose own members check_context has checked */
    const char *names = NULL;
    const cJSON *member;

    for (size_t i = 0; i < sizeof request_members / sizeof *request_members; i++)
        if (strcmp(request_members[i].object, dotted) == 0)
            names = request_members[i].names;
    if (names == NULL && !is_context)
        return true;
    cJSON_ArrayForEach(member, object)
    {
        char inner[DOTTED_MAX];

        if (names && !is_listed(names, member->string))
            return wrong_at(file, AT_MEMBER(path, member->string), "no decision reads this of a request");
        dot(inner, dotted, member->string);
        if (cJSON_IsObject(member) && inner[0] &&
            !check_request_object(file, member, AT_MEMBER(path, member->string), inner))
            return false;
    }
    return true;
}

bool check_request(const struct test_file *file, const cJSON *request, const struct path *path)
{
    const cJSON *context = cJSON_GetObjectItemCaseSensitive(request, "context");
    const char *action = text_member(cJSON_GetObjectItemCaseSensitive(request, "action"), "name");

    return (!cJSON_IsObject(context) || check_context(file, context, action, AT_MEMBER(path, "context"))) &&
           check_request_object(file, request, path, "");
}

/* ---- expectations ---- */

static bool is_reason(const char *word)
{
    return orgpol_reason_by_name(orgpol_str_of(word)) != ORGPOL_REASON_NONE;
}

static bool is_rule(const char *word)
{
    for (unsigned reason = 1; reason < ORGPOL_REASON_COUNT; reason++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info((uint16_t)reason);

        if (info && info->rule && strcmp(info->rule, word) == 0)
            return true;
    }
    return false;
}

static bool is_bit(const char *word, const char *(*name_of)(uint32_t bit))
{
    for (unsigned bit = 0; bit < 32; bit++) {
        const char *name = name_of(UINT32_C(1) << bit);

        if (name && strcmp(name, word) == 0)
            return true;
    }
    return false;
}

/* A word of the catalogue; texts that are no words are whatever they are. */
static bool check_word(const struct test_file *file, const char *word, enum kind kind,
                       const struct path *path)
{
    switch (kind) {
    case REASON:
    case REASONS:
        return is_reason(word) ||
               wrong_at(file, path, "no reason is called '%s'; 'orgpol explain --all' lists them", word);
    case RULE: return is_rule(word) || wrong_at(file, path, "no reason has the rule '%s'", word);
    case OBLIGATIONS:
        return is_bit(word, orgpol_obligation_name) ||
               wrong_at(file, path, "no obligation is called '%s'", word);
    case ADVICE:
        return is_bit(word, orgpol_advice_name) || wrong_at(file, path, "no advice is called '%s'", word);
    default: return true;
    }
}

/* A list, or {"contains": list}. */
static bool check_list(const struct test_file *file, const cJSON *value, enum kind kind,
                       const struct path *path)
{
    const cJSON *contains = cJSON_GetObjectItemCaseSensitive(value, "contains");
    const struct path *list_path = contains ? AT_MEMBER(path, "contains") : path;
    const cJSON *list = contains ? contains : value;
    const cJSON *word;
    size_t index = 0;

    if (!cJSON_IsArray(list))
        return wrong_at(file, list_path, "expected a list, or {\"contains\": a list}, found %s",
                        kind_of(list));
    cJSON_ArrayForEach(word, value)
    {
        if (contains && word != contains)
            return wrong_at(file, AT_MEMBER(path, word->string), "beside \"contains\" nothing can stand");
    }
    if (contains && contains->child == NULL)
        return wrong_at(file, list_path, "a list contains nothing in any case; expect [] or null");
    cJSON_ArrayForEach(word, list)
    {
        const struct path *place = AT_ELEMENT(list_path, index++);

        if (!cJSON_IsString(word))
            return wrong_at(file, place, "expected text, found %s", kind_of(word));
        if (!check_word(file, word->valuestring, kind, place))
            return false;
    }
    return true;
}

/* One member that is no object. */
static bool check_value(const struct test_file *file, const cJSON *value, enum kind kind,
                        const struct path *path)
{
    switch (kind) {
    case NUMBER:
        return cJSON_IsNumber(value) || wrong_at(file, path, "expected a number, found %s", kind_of(value));
    case FLAG:
        return cJSON_IsBool(value) ||
               wrong_at(file, path, "expected true or false, found %s", kind_of(value));
    case TEXTS:
    case REASONS:
    case OBLIGATIONS:
    case ADVICE: return check_list(file, value, kind, path);
    case OBJECT: return wrong_at(file, path, "expected an object, found %s", kind_of(value));
    default:
        if (!cJSON_IsString(value))
            return wrong_at(file, path, "expected text, found %s", kind_of(value));
        return check_word(file, value->valuestring, kind, path);
    }
}

/* The kind of a member of an object of answers; false when there is none of that name. */
static bool find_kind(const char *object, const char *name, enum kind *kind)
{
    for (size_t i = 0; i < sizeof answer_members / sizeof *answer_members; i++) {
        if (strcmp(answer_members[i].object, object) == 0 && is_listed(answer_members[i].names, name)) {
            *kind = answer_members[i].kind;
            return true;
        }
    }
    return false;
}

static bool check_answer_object(const struct test_file *file, const cJSON *object, const struct path *path,
                                const char *dotted)
{
    const cJSON *value;

    if (object->child == NULL)
        return wrong_at(file, path, "an empty object expects nothing; expect null for what is to be absent");
    cJSON_ArrayForEach(value, object)
    {
        const struct path *place = AT_MEMBER(path, value->string);
        enum kind kind = TEXT;
        char inner[DOTTED_MAX];

        if (!find_kind(dotted, value->string, &kind))
            return wrong_at(file, place, "no answer has such a member");
        dot(inner, dotted, value->string);
        if (cJSON_IsNull(value))
            continue;
        if (cJSON_IsObject(value) && (kind == OBJECT || kind == TEXT_OR_OBJECT)
                ? !check_answer_object(file, value, place, inner)
                : !check_value(file, value, kind, place))
            return false;
    }
    return true;
}

bool check_expectation(const struct test_file *file, const cJSON *expect, const struct path *path)
{
    const char *word = cJSON_GetStringValue(expect);

    if (cJSON_IsObject(expect))
        return check_answer_object(file, expect, path, "");
    if (word == NULL)
        return wrong_at(file, path, "expected allow, deny, a reason, or a part of an answer, found %s",
                        kind_of(expect));
    if (strcmp(word, "allow") == 0 || strcmp(word, "deny") == 0)
        return true;
    return is_reason(word) ||
           wrong_at(file, path,
                    "expected allow, deny or a reason, found '%s'; 'orgpol explain --all' lists the reasons",
                    word);
}
