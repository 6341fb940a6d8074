/* SPDX-License-Identifier: MIT */
/* The texts of an authorization request that the organization prompt reads. */
#include "prompt.h"

#include "text.h"

bool orgpol_prompt_lowered_same(struct orgpol_str input, struct orgpol_str stored)
{
    const size_t length = text_length(input);
    unsigned difference = 0;

    if (length != text_length(stored))
        return false;
    for (size_t i = 0; i < length; i++)
        difference |= text_lowered(input.ptr[i]) ^ (unsigned char)stored.ptr[i];
    return difference == 0;
}

/* The words of `prompt`. */
static void parse_words(struct orgpol_str prompt, struct prompt_texts *texts)
{
    const size_t length = text_length(prompt);
    bool none = false;
    bool other = false;
    size_t begin = 0;

    for (size_t i = 0; i <= length; i++) {
        struct orgpol_str word;

        if (i < length && prompt.ptr[i] != ' ')
            continue;
        word = (struct orgpol_str){prompt.ptr ? prompt.ptr + begin : NULL, i - begin};
        none |= text_same(word, ORGPOL_STR("none"));
        other |= !text_absent(word) && !text_same(word, ORGPOL_STR("none"));
        texts->login_wanted |= text_same(word, ORGPOL_STR("login"));
        begin = i + 1;
    }
    texts->silent = none;
    texts->combined = none & other; /* CONSENT-12 */
}

/* PROMPT-17: the part after the last '@'. */
static void parse_identifier(struct orgpol_str identifier, struct prompt_texts *texts)
{
    size_t at = text_length(identifier);

    texts->typed = at > 0;
    while (at > 0 && identifier.ptr[at - 1] != '@')
        at--;
    texts->email = at > 0;
    if (texts->email)
        texts->domain = (struct orgpol_str){identifier.ptr + at, identifier.len - at};
}

void orgpol_prompt_parse(const struct orgpol_prompt_request *request, struct prompt_texts *texts)
{
    const bool chosen = !text_absent(request->choice);

    *texts = (struct prompt_texts){.domain = ORGPOL_STR_NONE};
    texts->sent = !text_absent(request->organization);                          /* PROMPT-06 */
    texts->by_id = text_starts_with(request->organization, ORGPOL_STR("org_")); /* PROMPT-01 TRAP-48 */
    texts->invited = !text_absent(request->invitation);
    texts->personal = chosen && text_same(request->choice, ORGPOL_STR(ORGPOL_PERSONAL_ACCOUNT));
    texts->chosen = chosen && !texts->personal;
    parse_words(request->prompt, texts);
    parse_identifier(request->identifier, texts);
}
