/* SPDX-License-Identifier: MIT */
/*
 * orgpol audit: what its parts share. Which paths there are to ask about is read off the tenant's tree
 * (audit_rows.c); whether a path is open is asked of the library, always (audit_ask.c); why it is open is
 * read off the rows again, and only for what the library has allowed (audit_login.c, audit_grant.c).
 */
#ifndef ORGPOL_AUDIT_H
#define ORGPOL_AUDIT_H

#include "cli.h"

/* ---- rows ---- */

/* The rows of a kind, sorted by a key; those of one key stand together, in the tenant's order. */
struct keyed_row {
    const char *key;
    const cJSON *row;
    size_t place;
};
struct row_index {
    struct keyed_row *rows;
    size_t count;
    size_t size;
};

/* The rows that hold one key. */
struct row_run {
    const struct keyed_row *rows;
    size_t count;
};

/* Adds the rows of an array (NULL: none) under the text of their member `key`, "" without it. */
bool index_add(struct row_index *index, const cJSON *array, const char *key);
void index_sort(struct row_index *index);
void index_free(struct row_index *index);

/* The rows of a key, and those that begin at a place: a walk goes on at place + count. */
struct row_run index_find(const struct row_index *index, const char *key);
struct row_run index_run(const struct row_index *index, size_t place);

/* Members of a row: whether it is true; what it is, NULL when it is absent or null. */
bool row_true(const cJSON *row, const char *name);
const cJSON *row_member(const cJSON *row, const char *name);
bool text_is(const char *text, const char *other);

/* ---- what is audited ---- */

struct application {
    const char *id;
    const char *key; /* what the library finds it by: its id, or its external_client_id */
    struct row_run rows;
    bool is_first_party; /* as the library reads it; an unknown word can make it two of these */
    bool is_strict;
    bool is_permissive;
};

struct place {
    const char *id; /* NULL: without organization */
    struct row_run rows;
    struct row_index connections; /* its enabled connections; without organization the tenant's */
};

/* Words of a path, as bits; the words are in audit_path.c. */
enum {
    WHO_MEMBERS = 1 << 0,        /* of the organization */
    WHO_NON_MEMBERS = 1 << 1,    /* who become members by it */
    WHO_INVITED = 1 << 2,        /* who become members by an invitation */
    WHO_FORMER_MEMBERS = 1 << 3, /* who have a refresh token from when they were members */
    WHO_USERS = 1 << 4,          /* without organization: everybody with an account of the connection */
    WHO_APPLICATION = 1 << 5,    /* in its own name */
};
enum {
    CAUSE_FIRST_PARTY = 1 << 0,
    CAUSE_OPT_IN = 1 << 1,
    CAUSE_LISTING = 1 << 2,
    CAUSE_AUTO_MEMBERSHIP = 1 << 3,
    CAUSE_INVITATION = 1 << 4,
    CAUSE_DOMAIN_LEVEL = 1 << 5,
    CAUSE_ENABLED_FOR_APPLICATION = 1 << 6,
    CAUSE_DIRECT_ASSOCIATION = 1 << 7,
    CAUSE_ANY_ORGANIZATION = 1 << 8,
    CAUSE_CLIENT_GRANT = 1 << 9,
    CAUSE_DEFAULT_GRANT = 1 << 10,
    CAUSE_ALLOW_ALL = 1 << 11,
    CAUSE_UNKNOWN = 1 << 12, /* the library allows it, and no row says why */
};
enum {
    NOTE_ORGANIZATIONS = 1 << 0,
    NOTE_APPLICATIONS = 1 << 1,
    NOTE_CONNECTIONS = 1 << 2,
    NOTE_APIS = 1 << 3,
    NOTE_GRANTS = 1 << 4,
    NOTE_GRANT_IDS = 1 << 5,
    NOTE_LISTINGS = 1 << 6,
    NOTE_ENABLED = 1 << 7,
    NOTE_DEFAULT_ORGANIZATION = 1 << 8,
    NOTE_INVITATION = 1 << 9,
    NOTE_PERMISSIONS = 1 << 10,
};

/* The protocols of a login, as bits of a path too. The first is the usual one. */
extern const char *const login_protocols[];

/* One way in, open or closed. `answer` is the library's, of which the path reads and does not own. */
struct path {
    const char *kind;
    const char *connection; /* NULL: about an API, or a refresh */
    const char *audience;   /* NULL: about a connection, or a refresh */
    bool is_open;
    unsigned who;
    unsigned causes;
    unsigned protocols; /* of a login: those by which somebody gets in */
    unsigned notes;
    const cJSON *answer; /* NULL: not asked */
};

enum audit_format { FORMAT_TABLE, FORMAT_JSON, FORMAT_CSV };

/* The lines of a table, which are kept until their widths are known. */
struct audit_line;

struct audit {
    const char *tenant_file;
    struct orgpol_tenant *tenant;
    struct orgpol_tenant *members; /* the same, but its users are the two below */
    cJSON *document;
    struct row_index applications;
    struct row_index connections;
    struct row_index organizations;
    struct row_index apis;      /* by identifier */
    struct row_index audiences; /* the same, and the grants by theirs */
    struct row_index grants;    /* by client_id; default grants are under "" */
    struct row_index grant_ids; /* by id */
    bool is_about_logins;
    bool is_about_apis; /* what users who have logged in have tokens for */
    bool is_about_machines;
    bool is_open_only;
    bool is_of_organization; /* else of a client */
    enum audit_format format;
    struct bytes answer;
    struct audit_line *lines;
    size_t line_count;
    size_t open_count;
    size_t closed_count;
};

/* ---- asking; NULL and false: the audit cannot go on, and that has been complained about ---- */

/*
 * The users of audit->members: one is a member of every organization, one of none. Nothing but the membership
 * is read of a user who logs in, so these stand for all, also where the tenant lists no members, as one that
 * is kept in git.
 */
#define ANY_MEMBER "a member"
#define ANY_USER "a user"

struct question {
    const struct orgpol_tenant *tenant;
    const char *action;
    const char *subject_type;
    const char *subject;
    const char *resource_type;
    const char *resource;
};

/* The library's answer, which the caller frees. `context` is freed, or NULL when memory has ended. */
cJSON *audit_ask(struct audit *audit, const struct question *question, cJSON *context);
bool answer_allows(const cJSON *answer);
const cJSON *answer_member(const cJSON *answer, const char *outer, const char *inner); /* of its context */
bool answer_names(const cJSON *answer, const char *list, const char *word); /* unmet, obligations */

/* Adds a text, or an item, which it then owns, to a context; with NULL nothing. False when memory ends. */
bool add_text(cJSON *object, const char *name, const char *text);
bool add_item(cJSON *object, const char *name, cJSON *item);

/* Appends a word to a text that begins as {0}, and `between` first, unless it is the first. False when memory
 * ends. */
bool append_word(struct bytes *text, const char *word, const char *between);

/* ---- the parts of an audit: every path of an application into a place ---- */

/* Says in `who` who gets in, or stays in by a refresh. */
bool audit_logins(struct audit *audit, const struct place *place, const struct application *application,
                  unsigned *who);
/* Cross App Access over a connection: of members into the organization, or of users who are none. */
struct login_connection {
    const char *id;
    const cJSON *row;
    const char *key; /* what the library finds it by: its id, or its name */
};
bool audit_exchanges(struct audit *audit, const struct place *place, const struct application *application,
                     const struct login_connection *connection);
/* What `who`, once logged in, can have tokens for, and what the application can in its own name. */
bool audit_user_access(struct audit *audit, const struct place *place, const struct application *application,
                       unsigned who);
bool audit_machine_to_machine(struct audit *audit, const struct place *place,
                              const struct application *application);

/* ---- causes, read off the rows ---- */

/* What opens the organization to the application. A client that can be of two classes needs both. */
unsigned organization_causes(const struct place *place, const struct application *application);
/* What opens a connection to the application without organization. */
unsigned connection_causes(const cJSON *connection, const struct application *application);
/* Which grant lets the application have tokens for its users. */
unsigned grant_causes(const struct audit *audit, const struct application *application, const char *audience);

/* ---- output ---- */

/* Counts a path, and prints or keeps it. */
bool give_path(struct audit *audit, const struct place *place, const struct application *application,
               const struct path *path);

/* What stands before and after the paths; a path is an object as --json prints it. */
void print_begin(const struct audit *audit);
bool print_path(struct audit *audit, const cJSON *path);
void print_end(const struct audit *audit);
void free_lines(struct audit *audit);

#endif
