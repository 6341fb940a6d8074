/* SPDX-License-Identifier: MIT */
/* Parameters that are words with spaces between them. Private. */
#ifndef ORGPOL_CORE_WORDS_H
#define ORGPOL_CORE_WORDS_H

#include "text.h"

/*
 * Takes the next word off a text of words with single spaces between them. Words may be empty; false after
 * the last. An absent text has none.
 */
static inline bool next_word(struct orgpol_str *text, struct orgpol_str *word)
{
    const char *space;

    if (text->ptr == NULL)
        return false;
    space = text->len ? memchr(text->ptr, ' ', text->len) : NULL;
    word->ptr = text->ptr;
    word->len = space ? (size_t)(space - text->ptr) : text->len;
    text->ptr = space ? space + 1 : NULL;
    text->len -= space ? word->len + 1 : word->len;
    return true;
}

/* What the words of `prompt` say. Only the space separates them, and only lower-case letters match. */
struct prompt_words {
    bool none;
    bool login;
    bool consent;
    bool unknown;  /* a word that no rule knows (AUTHZ-30) */
    bool combined; /* none is beside another word (CONSENT-12) */
};

static inline struct prompt_words prompt_words_of(struct orgpol_str prompt)
{
    struct prompt_words words = {false, false, false, false, false};
    struct orgpol_str word;
    bool others = false;

    while (next_word(&prompt, &word)) {
        const bool none = text_same(word, ORGPOL_STR("none"));
        const bool login = text_same(word, ORGPOL_STR("login"));
        const bool consent = text_same(word, ORGPOL_STR("consent"));
        const bool account = text_same(word, ORGPOL_STR("select_account"));

        words.none |= none;
        words.login |= login;
        words.consent |= consent;
        words.unknown |= !(none | login | consent | account | text_absent(word));
        others |= !none & !text_absent(word);
    }
    words.combined = words.none & others;
    return words;
}

#endif
