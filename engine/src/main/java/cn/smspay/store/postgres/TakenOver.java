package cn.smspay.store.postgres;

import java.sql.SQLException;

/** Another engine has taken the database over. */
final class TakenOver extends SQLException {
    TakenOver() {
        super("another engine has taken this database over; one database has one engine");
    }
}
