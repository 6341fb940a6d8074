/* SPDX-License-Identifier: MIT */
/* May the application make this request? The rules are in authorize_table.h; here are the facts. */
#include "orgpol/authorize.h"

#include "client.h"
#include "decision.h"
#include "options.h"
#include "parameters.h"
#include "pkce.h"
#include "redirect_uri.h"
#include "rows.h"
#include "text.h"
#include "words.h"

struct authorize_rows {
    const struct orgpol_authorize_request *request;
    const struct orgpol_options *options;
    const struct orgpol_tenant_settings *settings;
    const struct orgpol_client *client;
    const struct orgpol_organization *organization;
};

struct authorize_copies {
    struct orgpol_authorize_request request;
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_organization organization;
};

static struct sent sent_in(const struct authorize_rows *in, struct orgpol_str name)
{
    return sent_as(in->request->parameters, in->request->parameter_count, name);
}

/* ---- reading ---- */

/* Does the parameter `organization` name the row? An `org_` in front makes it an id (PROMPT-01, TRAP-48). */
static bool parameter_names(const struct authorize_rows *in, struct orgpol_str sent)
{
    const struct orgpol_organization *organization = in->organization;

    if (text_is_organization_id(sent))
        return text_same(sent, organization->id);
    return in->settings->allow_organization_name_in_authentication_api && !text_absent(organization->name) &&
           text_same_lowered(sent, organization->name); /* PROMPT-02 */
}

/* The row is the organization that the request names, in each way it names one. */
static enum orgpol_reason organization_error(const struct authorize_rows *in)
{
    const struct orgpol_str selected = in->request->organization_id;
    const struct orgpol_str sent = sent_in(in, ORGPOL_STR("organization")).value;
    bool named = !text_absent(selected) || !text_absent(sent);

    if (in->request->organization == NULL)
        return ORGPOL_REASON_NONE;
    if (text_absent(in->organization->id))
        return ORGPOL_REASON_ROW_WITHOUT_ID;
    named &= text_absent(selected) || text_same(selected, in->organization->id);
    named &= text_absent(sent) || parameter_names(in, sent);
    return named ? ORGPOL_REASON_NONE : ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION;
}

static enum orgpol_reason rows_error(const struct authorize_rows *in)
{
    const struct orgpol_authorize_request *request = in->request;
    const enum orgpol_reason list = parameters_error(request->parameters, request->parameter_count);

    if (request->reserved | in->settings->reserved | in->settings->reserved2 | in->client->reserved |
        in->organization->reserved | in->organization->reserved2)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (!options_are_known(in->options) || (in->client->callbacks == NULL && in->client->callback_count > 0))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (list != ORGPOL_REASON_NONE)
        return list;
    if (request->client && text_absent(in->client->client_id))
        return ORGPOL_REASON_ROW_WITHOUT_ID;
    if (request->client && !client_id_fits(in->client, request->parameters, request->parameter_count))
        return ORGPOL_REASON_PARAMETER_OF_OTHER_CLIENT;
    return organization_error(in);
}

static enum orgpol_reason read_rows(const struct orgpol_authorize_request *request,
                                    struct authorize_rows *rows, struct authorize_copies *copies)
{
    static const struct authorize_copies none = {
        .request = ORGPOL_AUTHORIZE_REQUEST_INIT,
        .options = ORGPOL_OPTIONS_INIT,
        .settings = ORGPOL_TENANT_SETTINGS_INIT,
        .client = ORGPOL_CLIENT_INIT,
        .organization = ORGPOL_ORGANIZATION_INIT,
    };
    bool unsupported = false;

#define READ(member, row) \
    (rows->member = read_row((row), &none.member, &copies->member, sizeof none.member, &unsupported))
    if (request == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    READ(request, request);
    READ(options, rows->request->options);
    READ(settings, rows->request->settings);
    READ(client, rows->request->client);
    READ(organization, rows->request->organization);
#undef READ
    return unsupported ? ORGPOL_REASON_UNSUPPORTED_INPUT : rows_error(rows);
}

/* ---- facts ---- */

/* What the names of the parameters say. */
struct name_facts {
    bool repeated;
    bool forbidden;          /* AUTHZ-04 */
    bool ext_unnamed;        /* AUTHZ-08 */
    bool unlisted;           /* AUTHZ-07 */
    struct orgpol_str first; /* the first that is refused */
};

#define IS_NAMED(known, rule) || text_same(name, ORGPOL_STR(known))

static bool is_refused(struct orgpol_str name)
{
    return false REFUSED_PARAMETERS(IS_NAMED);
}

static bool is_allowed(struct orgpol_str name)
{
    return text_starts_with(name, ORGPOL_STR("ext-")) ALLOWED_PARAMETERS(IS_NAMED);
}

static struct name_facts name_facts_of(const struct authorize_rows *in, bool strict)
{
    const struct orgpol_parameter *parameters = in->request->parameters;
    struct name_facts facts = {false, false, false, false, ORGPOL_STR_NONE};

    for (size_t i = 0; i < in->request->parameter_count; i++) {
        const struct orgpol_str name = parameters[i].name;
        const bool refused = is_refused(name);
        const bool unnamed = text_same(name, ORGPOL_STR("ext-"));
        const bool unlisted = !refused && !is_allowed(name);
        bool repeated = false;

        for (size_t other = 0; other < i; other++)
            repeated |= text_same(name, parameters[other].name);
        if (facts.first.ptr == NULL && (repeated || (strict && (refused || unnamed || unlisted))))
            facts.first = text_absent(name) ? ORGPOL_STR("") : name;
        facts.repeated |= repeated;
        facts.forbidden |= refused;
        facts.ext_unnamed |= unnamed;
        facts.unlisted |= unlisted;
    }
    return facts;
}

/* AUTHZ-10, AUTHZ-16: the words of response_type, in any order. */
enum { TYPE_CODE = 1, TYPE_TOKEN = 2, TYPE_ID_TOKEN = 4, TYPE_OTHER = 8 };

static unsigned response_types_of(struct orgpol_str text)
{
    struct orgpol_str word;
    unsigned types = 0;

    while (next_word(&text, &word)) {
        const unsigned type = text_same(word, ORGPOL_STR("code"))       ? TYPE_CODE
                              : text_same(word, ORGPOL_STR("token"))    ? TYPE_TOKEN
                              : text_same(word, ORGPOL_STR("id_token")) ? TYPE_ID_TOKEN
                                                                        : TYPE_OTHER;

        types |= types & type ? TYPE_OTHER : type; /* a word twice is no response type */
    }
    return types;
}

/* TOKEN-05: `openid` is among the scopes. */
static bool asks_for_id_token(struct orgpol_str scope)
{
    struct orgpol_str word;
    bool found = false;

    while (next_word(&scope, &word))
        found |= text_same(word, ORGPOL_STR("openid"));
    return found;
}

/* Every `organization` sent is the first one. */
static bool names_one_organization(const struct authorize_rows *in)
{
    const struct orgpol_str first = sent_in(in, ORGPOL_STR("organization")).value;
    bool same = true;

    for (size_t i = 0; i < in->request->parameter_count; i++) {
        const struct orgpol_parameter *parameter = &in->request->parameters[i];

        if (text_same(parameter->name, ORGPOL_STR("organization")) && !text_absent(parameter->value))
            same &= text_same(parameter->value, first);
    }
    return same;
}

/*
 * Where the answer may go, or absent (AUTHZ-22, -23): the redirect_uri sent, or the only callback. Every
 * value sent must be good.
 */
static struct orgpol_str redirect_uri_of(const struct authorize_rows *in, unsigned classes)
{
    const struct orgpol_str none = ORGPOL_STR_NONE;
    const struct sent sent = sent_in(in, ORGPOL_STR("redirect_uri"));
    const bool placeholder = admits_with(in->client->organization_usage) && names_one_organization(in);
    const struct callback_rules rules = {
        .patterns = (classes & STRICT) == 0,
        .organization_name = placeholder ? in->organization->name : none,
    };
    bool good = true;

    if (text_absent(sent.value)) {
        const struct orgpol_str only = in->client->callback_count == 1 ? in->client->callbacks[0] : none;

        return orgpol_redirect_uri_is_registered(in->client, &rules, only) ? only : none;
    }
    for (size_t i = 0; i < in->request->parameter_count; i++) {
        const struct orgpol_parameter *parameter = &in->request->parameters[i];

        if (text_same(parameter->name, ORGPOL_STR("redirect_uri")) && !text_absent(parameter->value))
            good &= orgpol_redirect_uri_is_registered(in->client, &rules, parameter->value);
    }
    return good ? sent.value : none;
}

#define UNMET(classes_of_client, rule, reason, classes, unmet) \
    | unmet_if(AUTHORIZE_##reason, (((classes) & (classes_of_client)) != 0) & (unmet))

static uint64_t unmet_conditions(const struct authorize_rows *in, unsigned classes,
                                 struct orgpol_authorize_result *result)
{
    const struct orgpol_client *client = in->client;
    const bool known = in->request->client != NULL;
    const bool strict = (classes & STRICT) != 0;
    const struct orgpol_str redirect_uri = redirect_uri_of(in, classes);
    const struct name_facts names = name_facts_of(in, strict);
    const struct orgpol_str type = sent_in(in, ORGPOL_STR("response_type")).value;
    const unsigned types = response_types_of(type);
    const bool type_missing = text_absent(type);
    const bool type_unknown = !type_missing & ((types & TYPE_OTHER) != 0);
    const bool type_not_code = !type_missing & !text_same(type, ORGPOL_STR("code"));
    const uint32_t grants = grant_types_of(client, classes);
    const bool lacks_code = (types & TYPE_CODE) && !(grants & ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE);
    const bool lacks_implicit =
        (types & (TYPE_TOKEN | TYPE_ID_TOKEN)) && !(grants & ORGPOL_GRANT_TYPE_IMPLICIT);
    const struct orgpol_str code_challenge = sent_in(in, ORGPOL_STR("code_challenge")).value;
    const struct orgpol_str method = sent_in(in, ORGPOL_STR("code_challenge_method")).value;
    const bool challenge = !text_absent(code_challenge);
    const bool challenge_sound = orgpol_is_code_challenge(code_challenge);
    const bool public_client = is_public(client);
    const bool pkce_option = in->options->require_pkce != 0;
    const bool other_method = !text_absent(method) && !text_same(method, ORGPOL_STR("S256"));
    const bool no_method = challenge & text_absent(method);
    const struct prompt_words prompts = prompt_words_of(sent_in(in, ORGPOL_STR("prompt")).value);
    const bool enabled_rule = in->settings->has_enabled_rule != 0;
    const uint64_t nothing_else = known ? UINT64_MAX : UINT64_C(1) << AUTHORIZE_UNKNOWN_CLIENT;
    const uint64_t unmet = (0 AUTHORIZE_TABLE(UNMET, classes)) & nothing_else; /* LOGIN-01 */

    if (known) {
        result->redirect_uri = redirect_uri;
        result->parameter = names.first;
        if (lacks_code | lacks_implicit)
            result->grant_type = lacks_code ? ORGPOL_STR("authorization_code") : ORGPOL_STR("implicit");
    }
    result->has_id_token = (unmet == 0) & !strict & /* TOKEN-04 TOKEN-05 AUTHZ-29 */
                           asks_for_id_token(sent_in(in, ORGPOL_STR("scope")).value);
    return unmet;
}

static uint32_t obligations_of(const struct authorize_rows *in, unsigned classes, uint64_t unmet)
{
    const struct sent mode = sent_in(in, ORGPOL_STR("response_mode"));
    const bool web_message = text_same(mode.value, ORGPOL_STR("web_message")) & (mode.count == 1);
    const bool bad_redirect_uri = (unmet >> AUTHORIZE_REDIRECT_URI_MISMATCH & 1) != 0; /* AUTHZ-24 */
    const bool kept =
        shows_error_page(in->client, in->request->client != NULL, classes,
                         web_message ? ORGPOL_RESPONSE_MODE_WEB_MESSAGE : ORGPOL_RESPONSE_MODE_UNSET);

    return (uint32_t)((unmet != 0) & (kept | bad_redirect_uri)) * ORGPOL_MUST_SHOW_ERROR_PAGE;
}

struct orgpol_decision orgpol_check_authorize_request(const struct orgpol_authorize_request *request,
                                                      struct orgpol_authorize_result *result)
{
    static const struct orgpol_authorize_result strictest = ORGPOL_AUTHORIZE_RESULT_INIT;
    const bool writable = write_result(result, &strictest, sizeof strictest);
    struct orgpol_authorize_result answer = ORGPOL_AUTHORIZE_RESULT_INIT;
    struct authorize_copies copies;
    struct authorize_rows rows;
    const enum orgpol_reason error = read_rows(request, &rows, &copies);
    unsigned classes;
    uint64_t unmet;

    if (!writable)
        return orgpol_error(ORGPOL_FAMILY_AUTHORIZE, ORGPOL_REASON_UNSUPPORTED_INPUT);
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_AUTHORIZE, error);
    classes = classes_of(rows.client, rows.options);
    unmet = unmet_conditions(&rows, classes, &answer);
    write_result(result, &answer, sizeof answer);
    return orgpol_answer(ORGPOL_FAMILY_AUTHORIZE, unmet, obligations_of(&rows, classes, unmet));
}
