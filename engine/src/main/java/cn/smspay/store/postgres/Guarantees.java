package cn.smspay.store.postgres;

import java.sql.SQLException;

/** What a server must be set to so that what it says is stored stays stored; read back, because a setting may be refused silently. */
final class Guarantees {
    /** How a server is set. */
    @FunctionalInterface
    interface Settings {
        String show(String setting) throws SQLException;
    }

    private final Settings settings;

    private Guarantees(Settings settings) {
        this.settings = settings;
    }

    /** @throws IllegalStateException with the setting and what it has to be */
    static void require(Settings settings) throws SQLException {
        var found = new Guarantees(settings);
        found.be("fsync", "on", "without it a crash of its machine loses what was answered for; set it in postgresql.conf");
        found.be("full_page_writes", "on", "without it a page torn by a crash stays torn; set it in postgresql.conf");
        found.be("synchronous_commit", "on", "we set it, and the server did not keep it");
        found.be("server_encoding", "UTF8", "make the database with --encoding=UTF8");
        found.be(
                "transaction_read_only",
                "off",
                "it is a standby, or default_transaction_read_only is on: name the primary in store.url");
    }

    private void be(String setting, String wanted, String otherwise) throws SQLException {
        var found = settings.show(setting);
        if (!found.equals(wanted)) {
            throw new IllegalStateException(
                    "PostgreSQL's " + setting + " is " + found + " and must be " + wanted + ": " + otherwise);
        }
    }
}
