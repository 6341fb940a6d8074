/* SPDX-License-Identifier: MIT */
/* Objects of generated tenants: settings, clients, connections, APIs, grants, roles and users. */
#ifndef ORGPOL_BENCH_GENERATOR_OBJECTS_H
#define ORGPOL_BENCH_GENERATOR_OBJECTS_H

#include "generator_text.h"

static inline bool is_third_party(uint32_t client)
{
    return client % 4 == 3;
}

static inline bool is_machine(uint32_t client)
{
    return client % 8 == 6;
}

static inline void put_api(const struct generator *g, uint32_t api, id_text identifier)
{
    (void)g;
    snprintf(identifier, sizeof(id_text), "https://api%u.product.example/", api);
}

static inline void write_settings(struct generator *g, uint32_t at)
{
    (void)at;
    owner_begin(g, "settings");
    put(g, "'domain':'login.product.example','allow_organization_name_in_authentication_api':true,"
           "'default_redirection_uri':'https://app0.example/start'");
    put_full(g, ",'friendly_name':'Product','support_email':'support@product.example',"
                "'session_lifetime':72,'idle_session_lifetime':24,'enabled_locales':['en'],"
                "'picture_url':'https://cdn.product.example/logo.png'");
    owner_members_end(g);
    owner_end(g);
}

static inline void write_client(struct generator *g, uint32_t at)
{
    const bool third = is_third_party(at);
    id_text id;

    owner_begin(g, "clients");
    put(g,
        "'client_id':'%s','is_first_party':%s,'oidc_conformant':true,'callbacks':['https://app%u.example/"
        "callback'],'grant_types':[%s]",
        client_id(g, at, id), third ? "false" : "true", at,
        is_machine(at) ? "'client_credentials'" : "'authorization_code','refresh_token'");
    if (!is_machine(at))
        put(g, ",'organization_usage':'%s'", third || at % 3 ? "allow" : "require");
    if (third)
        put(g, ",'third_party_security_mode':'strict'");
    put(g,
        ",'app_type':'%s','token_endpoint_auth_method':'%s','refresh_token':{'rotation_type':"
        "'%srotating','expiration_type':'%sexpiring'",
        is_machine(at) ? "non_interactive" : "regular_web", third ? "none" : "client_secret_post",
        third ? "" : "non-", third ? "" : "non-");
    put_full(g,
             ",'leeway':0,'token_lifetime':2592000,'infinite_token_lifetime':%s,"
             "'infinite_idle_token_lifetime':%s,'idle_token_lifetime':1296000",
             third ? "false" : "true", third ? "false" : "true");
    put(g, "}");
    put_full(g,
             ",'name':'Application %u','description':'What application %u is for.','tenant':'product',"
             "'global':false,'custom_login_page_on':true,'cross_origin_auth':false,'sso_disabled':false,"
             "'is_token_endpoint_ip_header_trusted':false,'jwt_configuration':{'alg':'RS256',"
             "'lifetime_in_seconds':36000,'secret_encoded':false},'client_metadata':{'team':'team-%u'}",
             at, at, at % 37);
    owner_members_end(g);
    owner_end(g);
}

/* The organization that has an own connection: every 20th. */
static inline bool has_own_connection(uint32_t organization)
{
    return organization % 20 == 7;
}

static inline uint32_t own_connections(const struct generator *g)
{
    return (g->organizations + 12) / 20;
}

static inline const char *const *shared_strategy(uint32_t connection)
{
    static const char *const strategies[] = {"auth0", "google-oauth2", "windowslive", "github",
                                             "email", "sms",           "linkedin",    "apple"};

    return &strategies[connection % SHARED_CONNECTIONS];
}

static inline void write_enabled_clients(struct generator *g, uint32_t first, uint32_t count)
{
    id_text id;

    put(g, ",'enabled_clients':[");
    for (uint32_t i = 0; i < count; i++)
        put(g, "%s'%s'", i ? "," : "", client_id(g, (first + i) % g->clients, id));
    put(g, "]");
}

static inline void write_connection(struct generator *g, uint32_t at)
{
    const bool shared = at < SHARED_CONNECTIONS;
    const uint32_t owner = shared ? 0 : (at - SHARED_CONNECTIONS) * 20 + 7;
    id_text id;

    owner_begin(g, "connections");
    if (shared) {
        put(g, "'id':'%s','name':'%s-%u','strategy':'%s'", connection_id(g, at, id), *shared_strategy(at), at,
            *shared_strategy(at));
        if (at < 2)
            put(g, ",'is_domain_connection':true");
        write_enabled_clients(g, 0, g->clients < 64 ? g->clients : 64);
        put_full(g,
                 ",'realms':['%s-%u'],'options':{'mfa':{'active':true,'return_enroll_settings':true},"
                 "'passwordPolicy':'good','brute_force_protection':true}",
                 *shared_strategy(at), at);
    } else {
        put(g, "'id':'%s','name':'customer-%u','strategy':'samlp'", own_connection_id(g, owner, id), owner);
        write_enabled_clients(g, 0, 1 + owner % 3);
        put(g, ",'options':{'domain_aliases':['customer%u.example']", owner);
        put_full(g,
                 ",'signInEndpoint':'https://idp.customer%u.example/saml','signatureAlgorithm':"
                 "'rsa-sha256','digestAlgorithm':'sha256','protocolBinding':"
                 "'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect','thumbprints':["
                 "'%016llx%016llx00000000'],'subject':{'commonName':'idp.customer%u.example'},"
                 "'fieldsMap':{'email':'mail','name':'cn'}",
                 owner, (unsigned long long)drawn(g, OF_OWN_CONNECTION, owner, 1),
                 (unsigned long long)drawn(g, OF_OWN_CONNECTION, owner, 2), owner);
        put(g, "}");
        put_full(g, ",'display_name':'Customer %u','show_as_button':false,'realms':['customer-%u']", owner,
                 owner);
    }
    owner_members_end(g);
    owner_end(g);
}

static inline void write_api(struct generator *g, uint32_t at)
{
    id_text api;

    put_api(g, at, api);
    owner_begin(g, "resource_servers");
    put(g, "'identifier':'%s','scopes':[", api);
    for (uint32_t i = 0; i < 8; i++) {
        put(g, "%s{'value':'%s:items%u'", i ? "," : "", i % 2 ? "write" : "read", i / 2);
        put_full(g, ",'description':'What scope %u of API %u lets do'", i, at);
        put(g, "}");
    }
    put(g,
        "],'subject_type_authorization':{'user':{'policy':'%s'},'client':{'policy':"
        "'require_client_grant'}},'allow_offline_access':true",
        at % 2 ? "require_client_grant" : "allow_all");
    put_full(g,
             ",'name':'API %u','signing_alg':'RS256','token_lifetime':86400,"
             "'token_lifetime_for_web':7200,'token_dialect':'access_token'",
             at);
    owner_members_end(g);
    owner_end(g);
}

/* One for every client; machines have theirs for themselves, and may use it in organizations. */
static inline void write_client_grant(struct generator *g, uint32_t at)
{
    id_text id;
    id_text client;
    id_text api;

    put_api(g, at % APIS, api);
    owner_begin(g, "client_grants");
    put(g, "'id':'%s','client_id':'%s','audience':'%s','scope':['read:items0','read:items1']",
        grant_id(g, at, id), client_id(g, at, client), api);
    put(g,
        is_machine(at) ? ",'subject_type':'client','organization_usage':'allow'" : ",'subject_type':'user'");
    owner_members_end(g);
    owner_end(g);
}

static inline void write_role(struct generator *g, uint32_t at)
{
    id_text id;
    id_text api;

    put_api(g, 0, api);
    owner_begin(g, "roles");
    put(g, "'id':'%s','permissions':[", role_id(g, at, id));
    for (uint32_t i = 0; i <= at; i++)
        put(g, "%s{'permission_name':'%s:items%u','resource_server_identifier':'%s'}", i ? "," : "",
            i % 2 ? "write" : "read", i / 2, api);
    put(g, "]");
    put_full(g, ",'name':'role-%u','description':'What role %u is for'", at, at);
    owner_members_end(g);
    owner_end(g);
}

static inline void write_user(struct generator *g, uint32_t at)
{
    const char *const provider = user_provider(g, at);
    char date[32];
    id_text id;
    id_text client;
    id_text api;

    user_id(g, at, id);
    owner_begin(g, "users");
    put(g, "'user_id':'%s','email':'user%u@mail.example'", id, at);
    if (at % 16)
        put(g, ",'email_verified':true");
    else
        put_full(g, ",'email_verified':false");
    put(g, ",'identities':[{'provider':'%s','user_id':'%s'", provider, strchr(id, '|') + 1);
    put_full(g, ",'connection':'%s','isSocial':%s", provider, *provider == 'g' ? "true" : "false");
    put(g, "}]");
    date_of(g, OF_USER, at, date);
    put_full(g,
             ",'name':'User %u','given_name':'User','family_name':'%u','nickname':'user%u','picture':"
             "'https://cdn.product.example/avatars/%u.png','created_at':'%s','updated_at':'%s',"
             "'last_login':'%s','last_ip':'192.0.2.%u','logins_count':%u,'user_metadata':{'theme':'%s'},"
             "'app_metadata':{'account':%u}",
             at, at, at, at, date, date, date, at % 256, at % 100, at % 3 ? "light" : "dark", at);
    owner_members_end(g);
    if (is_one_of(g, OF_USER, at, 3, 2)) {
        const uint32_t third = popular(drawn(g, OF_USER, at, 4), g->clients / 4) * 4 + 3;

        put_api(g, third % APIS, api);
        row_begin(g, "grants", id);
        put(g, "{'clientID':'%s','audience':'%s','scope':['read:items0']", client_id(g, third, client), api);
        put_full(g, ",'id':'%024x','user_id':'%s'", at, id);
        put(g, "}");
        row_end(g);
    }
    owner_end(g);
}

#endif
