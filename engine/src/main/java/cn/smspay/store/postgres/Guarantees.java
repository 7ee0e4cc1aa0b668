package cn.smspay.store.postgres;

import cn.smspay.store.dialect.Unfit;
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

    /**
     * For a connection that is to write.
     *
     * @throws Unfit with the setting and what it has to be
     * @throws IllegalStateException if the server takes no writes now, which may pass
     */
    static void require(Settings settings) throws SQLException {
        ofServer(settings);
        new Guarantees(settings).be("synchronous_commit", "on", "we set it, and the server did not keep it");
        if (!settings.show("transaction_read_only").equals("off")) {
            throw new IllegalStateException(
                    "PostgreSQL's transaction_read_only is on and must be off: set default_transaction_read_only to off");
        }
    }

    /**
     * What a connection sees that cannot write as well.
     *
     * @throws Unfit with the setting and what it has to be
     * @throws IllegalStateException if it follows another server, which may pass
     */
    static void ofServer(Settings settings) throws SQLException {
        if (settings.show("in_hot_standby").equals("on")) {
            throw new IllegalStateException(
                    "PostgreSQL is in recovery there, a standby that takes no writes: name the primary in"
                            + " store.url, or promote this one once the primary is gone for good");
        }
        var found = new Guarantees(settings);
        found.be(
                "fsync",
                "on",
                "without it a crash of its machine loses what was answered for; set it in postgresql.conf");
        found.be("full_page_writes", "on", "without it a page torn by a crash stays torn; set it in postgresql.conf");
        found.be("server_encoding", "UTF8", "make the database with --encoding=UTF8");
    }

    private void be(String setting, String wanted, String otherwise) throws SQLException {
        var found = settings.show(setting);
        if (!found.equals(wanted)) {
            throw new Unfit("PostgreSQL's " + setting + " is " + found + " and must be " + wanted + ": " + otherwise);
        }
    }
}
