/* SPDX-License-Identifier: MIT */
/* The texts of an authorization request that the organization prompt reads. */
#include "prompt.h"

#include "text.h"
#include "words.h"

void orgpol_prompt_parse(const struct orgpol_prompt_request *request, struct prompt_texts *texts)
{
    const struct prompt_words words = prompt_words_of(request->prompt);
    const bool chosen = !text_absent(request->choice);

    *texts = (struct prompt_texts){.domain = ORGPOL_STR_NONE};
    texts->sent = !text_absent(request->organization);                          /* PROMPT-06 */
    texts->by_id = text_starts_with(request->organization, ORGPOL_STR("org_")); /* PROMPT-01 TRAP-48 */
    texts->invited = !text_absent(request->invitation);
    texts->personal = chosen && text_same(request->choice, ORGPOL_STR(ORGPOL_PERSONAL_ACCOUNT));
    texts->chosen = chosen && !texts->personal;
    texts->silent = words.none;
    texts->combined = words.combined; /* CONSENT-12 */
    texts->login_wanted = words.login;
    texts->typed = !text_absent(request->identifier);
    texts->domain = text_domain(request->identifier); /* PROMPT-17 */
    texts->email = texts->domain.ptr != NULL;
}
