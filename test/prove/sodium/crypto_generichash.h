/* SPDX-License-Identifier: MIT */
/*
 * What the core calls of libsodium's BLAKE2b, as contracts in place of its code: the analyser checks at each
 * call that what is read can be read and what is written has room, and takes the digest as unknown bytes.
 */
#ifndef ORGPOL_TEST_CRYPTO_GENERICHASH_H
#define ORGPOL_TEST_CRYPTO_GENERICHASH_H

#include <stddef.h>

#define crypto_generichash_KEYBYTES_MIN 16U
#define crypto_generichash_KEYBYTES_MAX 64U
#define crypto_generichash_BYTES_MIN 16U
#define crypto_generichash_BYTES_MAX 64U

typedef struct crypto_generichash_state {
    unsigned char opaque[384];
} crypto_generichash_state;

/*@ requires state: \valid(state);
    requires key: keylen == 0 || \valid_read(key + (0 .. keylen - 1));
    requires keylen: keylen <= crypto_generichash_KEYBYTES_MAX;
    requires outlen: crypto_generichash_BYTES_MIN <= outlen <= crypto_generichash_BYTES_MAX;
    assigns state->opaque[0 .. 383] \from key[0 .. keylen - 1], outlen;
    assigns \result \from \nothing;
    ensures initialized: \initialized(&state->opaque[0 .. 383]);
    ensures result: \result == 0;
 */
int crypto_generichash_init(crypto_generichash_state *state, const unsigned char *key, const size_t keylen,
                            const size_t outlen);

/*@ requires state: \valid(state) && \initialized(&state->opaque[0 .. 383]);
    requires in: inlen == 0 || \valid_read(in + (0 .. inlen - 1));
    requires initialized: inlen == 0 || \initialized(in + (0 .. inlen - 1));
    assigns state->opaque[0 .. 383] \from state->opaque[0 .. 383], in[0 .. inlen - 1];
    assigns \result \from \nothing;
    ensures result: \result == 0;
 */
int crypto_generichash_update(crypto_generichash_state *state, const unsigned char *in,
                              unsigned long long inlen);

/*@ requires state: \valid(state) && \initialized(&state->opaque[0 .. 383]);
    requires out: \valid(out + (0 .. outlen - 1));
    assigns out[0 .. outlen - 1] \from state->opaque[0 .. 383];
    assigns state->opaque[0 .. 383] \from state->opaque[0 .. 383];
    assigns \result \from \nothing;
    ensures initialized: \initialized(out + (0 .. outlen - 1));
    ensures result: \result == 0;
 */
int crypto_generichash_final(crypto_generichash_state *state, unsigned char *out, const size_t outlen);

#endif
