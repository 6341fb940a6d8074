/* SPDX-License-Identifier: MIT */
/* The body of a start: members, lengths and words (rulebook 1.7). */
#include "connect.h"
#include "vault.h"

/* Absent, or a text of `least` to `most` characters. */
static bool is_optional(struct orgpol_str text, size_t least, size_t most)
{
    return !text_given(text) || text_within(text, least, most);
}

/* Absent, or a word of the list; an empty text is none. */
static bool is_optional_word(struct orgpol_str text, const char words[][15], size_t count)
{
    bool listed = !text_given(text);

    for (size_t i = 0; i < count; i++)
        listed |= text_same(text, (struct orgpol_str){words[i], strlen(words[i])});
    return listed;
}

/* CONNECT-07 */
static bool is_body_good(const struct orgpol_connect_body *body)
{
    return !body->has_unknown_member && !body->is_state_malformed && text_within(body->connection, 1, 128) &&
           text_within(body->redirect_uri, 1, 2048) && is_optional(body->state, 1, 4096);
}

/* CONNECT-08: with either member, the method is S256. */
static bool is_challenge_good(const struct orgpol_connect_body *body)
{
    const bool sent = text_given(body->code_challenge) || text_given(body->code_challenge_method);
    const bool s256 = text_same(body->code_challenge_method, ORGPOL_STR("S256"));

    return !body->is_code_challenge_malformed && is_optional(body->code_challenge, 43, 128) &&
           (s256 || !sent);
}

/* CONNECT-09 SCOPE-05: no more than the limit are read, which bounds the cost. */
static bool are_scopes_good(const struct orgpol_connect_body *body)
{
    const bool many = body->scope_count > ORGPOL_CONNECT_SCOPE_LIMIT;
    const size_t read = many ? 0 : body->scope_count;
    bool good = !many & !body->are_scopes_malformed & (body->scope_count > 0);

    for (size_t i = 0; i < read; i++) {
        good &= text_within(body->scopes[i], 1, 255);
        for (size_t before = 0; before < i; before++)
            good &= !text_same(body->scopes[i], body->scopes[before]);
    }
    return good | !sends_scopes(body);
}

/* CONNECT-22: nothing has a least length, and the words are whole. */
static bool are_params_good(const struct orgpol_authorization_params *params)
{
    static const char displays[][15] = {"page", "popup", "touch", "wap"};
    static const char prompts[][15] = {"none", "login", "consent", "select_account"};
    const bool ages = params->max_age_s >= 0 && params->max_age_s <= INT64_C(2147483647);

    return !params->has_unknown_member && !params->is_malformed && (ages || !params->has_max_age) &&
           is_optional(params->acr_values, 0, 1024) && is_optional(params->audience, 0, 512) &&
           is_optional(params->resource, 0, 512) &&
           is_optional_word(params->display, displays, sizeof displays / sizeof *displays) &&
           is_optional(params->id_token_hint, 0, 4096) && is_optional(params->login_hint, 0, 255) &&
           is_optional_word(params->prompt, prompts, sizeof prompts / sizeof *prompts) &&
           is_optional(params->ui_locales, 0, 100);
}

struct connect_body_faults orgpol_connect_body_faults_of(const struct connect_body_rows *rows)
{
    return (struct connect_body_faults){
        .body_wrong = !is_body_good(rows->body),
        .challenge_wrong = !is_challenge_good(rows->body),
        .scopes_wrong = !are_scopes_good(rows->body),
        .params_wrong = rows->body->are_authorization_params_malformed || !are_params_good(rows->params),
    };
}
