/* SPDX-License-Identifier: MIT */
/* Who answers a redirect URI: a site that can be verified, or some program on the user's machine. Private. */
#ifndef ORGPOL_CORE_CALLBACK_H
#define ORGPOL_CORE_CALLBACK_H

#include "orgpol/base.h"

enum callback_kind {
    CALLBACK_OF_THIS_MACHINE, /* a loopback host, or nothing we can be sure is another */
    CALLBACK_OF_CUSTOM_SCHEME,
    CALLBACK_VERIFIABLE
};

/*
 * CONSENT-18: not verifiable are custom schemes and the loopback hosts localhost, 127.0.0.0/8 and [::1]. What
 * a lenient reader could take for a loopback host (127.1, 0x7f000001, %6cocalhost, a user name before the
 * host, a backslash, letters beyond ASCII) counts as one, and so do 0.0.0.0/8, names below localhost, and
 * texts that are no URL. Cost: one pass, to the end of the authority.
 */
enum callback_kind orgpol_callback_kind(struct orgpol_str uri);

#endif
