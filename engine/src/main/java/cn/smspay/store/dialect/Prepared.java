package cn.smspay.store.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The statements that a connection keeps prepared: those used last. Used by one thread at a time. */
public final class Prepared {
    private final Connection connection;
    private final int most;
    private final Map<String, PreparedStatement> known = new LinkedHashMap<>(64, 0.75f, true);

    /** @param most how many are kept */
    public Prepared(Connection connection, int most) {
        this.connection = connection;
        this.most = most;
    }

    /** The statement of this text; one more is closed for it if too many are kept. */
    public PreparedStatement of(String sql) throws SQLException {
        var statement = known.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            known.put(sql, statement);
            if (known.size() > most) {
                var eldest = known.entrySet().iterator();
                eldest.next().getValue().close();
                eldest.remove();
            }
        }
        return statement;
    }
}
