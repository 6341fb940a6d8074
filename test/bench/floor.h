/* SPDX-License-Identifier: MIT */
/*
 * The floor of the login decision: the 42 conditions as one would write them by hand over attributes that lie
 * flat, as bytes, in one struct: no rows, no pointers, no ids, no checks.
 */
#ifndef ORGPOL_BENCH_FLOOR_H
#define ORGPOL_BENCH_FLOOR_H

#include "../property/model.h"

struct flat {
    uint8_t transaction, third_only, known, class, usage, post_login, can_log_in, xaa_active, rules;
    uint8_t org, org_found, access_allow, entitlement, listed, member_access, org_has_connections;
    uint8_t connection, inactive, domain, clients_empty, for_client, xaa_enabled, database;
    uint8_t org_row, org_enabled, assign, org_signup, user, member, invited, signup, full, mfa_required,
        denied;
    uint8_t app_option, recheck, assertion, several, granted;
};

static inline void flatten(struct flat *f, const struct point *point)
{
    const unsigned char *a = point->at;
    const uint8_t org_row = org_connection_row(a);

    *f = (struct flat){
        .transaction = a[TRANSACTION],
        .third_only = 1,
        .known = a[CLIENT],
        .class = (uint8_t)(a[METADATA] == 1 ? MODEL_STRICT : class_by_members(a)),
        .usage = a[USAGE],
        .post_login = a[BEHAVIOR] == 3,
        .can_log_in = a[GRANTS] != 3,
        .xaa_active = a[XAA_ACTIVE],
        .rules = a[RULES],
        .org = in_organization(a),
        .org_found = a[ORGANIZATION] == 2,
        .access_allow = a[ACCESS] == 2,
        .entitlement = a[ENTITLEMENT],
        .listed = a[LISTED] != 0,
        .member_access = a[LISTED] == 2,
        .org_has_connections = a[ORG_COUNT],
        .connection = a[CONNECTION],
        .inactive = a[AUTHENTICATION],
        .domain = a[DOMAIN],
        .clients_empty = a[CLIENTS] == 0,
        .for_client = a[CLIENTS] == 2,
        .xaa_enabled = a[STATUS] == 2,
        .database = a[STRATEGY],
        .org_row = org_row,
        .org_enabled = org_row && a[ORG_CONNECTION] == 2,
        .assign = org_row && a[AUTO],
        .org_signup = org_row && a[ORG_SIGNUP],
        .user = a[USER],
        .member = is_member(a),
        .invited = a[INVITED],
        .signup = a[SIGNUP],
        .full = a[FULL],
        .mfa_required = a[MFA] == 2,
        .denied = a[VERDICT] == 2 || a[MFA] == 3,
        .app_option = a[OPTION_APP],
        .recheck = !a[OPTION_RECHECK],
        .assertion = a[ASSERTION],
        .several = a[SEVERAL] == 2,
        .granted = a[API] == 1 && (a[OWN_GRANT] == 1 || a[DEFAULT_GRANT] == 1),
    };
}

#define BIT(place, condition) ((uint64_t)(condition) << (place))

static inline uint64_t floor_login(const struct flat *f)
{
    const uint32_t t = UINT32_C(1) << f->transaction;
    const bool login = (t & 0x1ff) != 0;
    const bool refresh = t == 0x200;
    const bool xaa = t == 0x400;
    const bool first = f->class == 0;
    const bool strict = f->class == 1;
    const bool perm = f->class == 2;
    const bool with = (f->usage == 2) | (f->usage == 3);
    const bool without = f->usage <= 2;
    const bool recheck = refresh & f->recheck;
    const bool ent = f->org_found & f->entitlement;
    const bool first_off = ent & first & f->listed & !f->member_access;
    const bool first_unlisted = ent & first & !f->listed;
    const bool strict_off = ent & strict & f->listed & !f->member_access;
    const bool blocked = f->org_found & strict & !(ent & f->listed) & !f->access_allow;
    const bool conn = f->connection & !refresh;
    const bool stranger = f->org_found & !f->member;
    const bool joins = login & stranger & (f->assign | (f->invited & !strict));
    const bool unused = f->clients_empty & (first | (perm & !f->domain)) & !f->org;
    const uint64_t mask =
        BIT(1, f->third_only & first) | BIT(2, (t == 1) & !f->can_log_in) | BIT(3, strict & f->rules) |
        BIT(4, strict & ((t & 0x3e) != 0)) | BIT(5, strict & (t == 0x40)) | BIT(6, perm & (t == 0x40)) |
        BIT(7, !first & (t == 0x100)) | BIT(8, !first & (t == 0x80)) |
        BIT(9, (t == 0x80) & (f->usage == 3) & !f->org) | BIT(10, f->org & ((t & 0x7c) != 0)) |
        BIT(11, xaa & !f->xaa_active) | BIT(12, xaa & !f->assertion) | BIT(13, xaa & !f->user) |
        BIT(14, xaa & f->several) | BIT(15, f->org & !f->org_found) | BIT(16, f->org & !with) |
        BIT(17, login & !f->org & !without & !f->post_login) | BIT(18, f->org & perm) |
        BIT(19, login & first_off) | BIT(20, login & first_unlisted) | BIT(21, login & strict_off) |
        BIT(22, (recheck | xaa) & (first_off | first_unlisted | strict_off)) | BIT(23, login & blocked) |
        BIT(24, recheck & blocked) | BIT(25, xaa & blocked) |
        BIT(26, (login | xaa) & ((!f->connection) | f->inactive | unused | (xaa & !f->xaa_enabled))) |
        BIT(27, login & conn & !f->org & strict & !f->domain) |
        BIT(28, conn & !f->org & first & !f->for_client) |
        BIT(29, conn & !f->org & perm & !f->domain & !f->for_client) |
        BIT(30, login & conn & f->org & strict & !f->domain) |
        BIT(31, conn & f->org_found & !f->org_enabled & !f->org_has_connections) |
        BIT(32, conn & f->org_found & !f->org_enabled & f->org_has_connections) |
        BIT(33, conn & f->org & first & f->app_option & !f->for_client) |
        BIT(34, conn & f->org_found & f->signup & !(f->database & f->org_signup)) |
        BIT(35, login & stranger & !joins) | BIT(36, recheck & strict & stranger) |
        BIT(37, xaa & !without & (!f->org | stranger)) | BIT(38, joins & f->full) |
        BIT(39, xaa & !first & !f->granted) | BIT(40, refresh & strict & f->mfa_required) |
        BIT(41, f->denied);

    return f->known ? mask : 1;
}

#endif
