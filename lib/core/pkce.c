/* SPDX-License-Identifier: MIT */
#include "pkce.h"

#include <sodium/crypto_hash_sha256.h>

#include "secret.h"
#include "text.h"

#define CHALLENGE_LENGTH 43
#define SHORTEST_VERIFIER 43
#define LONGEST_VERIFIER 128

static const char base64url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static bool consists_of(struct orgpol_str text, const char *bytes)
{
    bool good = true;

    for (size_t i = 0; i < text.len; i++)
        good &= text.ptr[i] != '\0' && strchr(bytes, text.ptr[i]) != NULL;
    return good;
}

bool orgpol_is_code_challenge(struct orgpol_str challenge)
{
    return text_length(challenge) == CHALLENGE_LENGTH && consists_of(challenge, base64url);
}

/* RFC 7636 section 4.1. */
static bool is_code_verifier(struct orgpol_str verifier)
{
    const size_t length = text_length(verifier);

    return length >= SHORTEST_VERIFIER && length <= LONGEST_VERIFIER &&
           consists_of(verifier, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
}

/* The challenge of a verifier: base64url of its SHA-256, without padding. */
static void challenge_of(struct orgpol_str verifier, char challenge[CHALLENGE_LENGTH])
{
    unsigned char hash[crypto_hash_sha256_BYTES + 1] = {0}; /* one zero byte makes whole groups of three */
    size_t written = 0;

    crypto_hash_sha256(hash, (const unsigned char *)verifier.ptr, verifier.len);
    for (size_t at = 0; at < sizeof hash; at += 3) {
        const uint32_t group = (uint32_t)hash[at] << 16 | (uint32_t)hash[at + 1] << 8 | hash[at + 2];

        for (unsigned shift = 24; shift > 0 && written < CHALLENGE_LENGTH; shift -= 6)
            challenge[written++] = base64url[group >> (shift - 6) & 63];
    }
}

bool orgpol_code_verifier_fits(struct orgpol_str verifier, struct orgpol_str challenge)
{
    char computed[CHALLENGE_LENGTH];

    if (!is_code_verifier(verifier) || !orgpol_is_code_challenge(challenge))
        return false;
    challenge_of(verifier, computed);
    return secret_same((struct orgpol_str){computed, sizeof computed}, challenge);
}
