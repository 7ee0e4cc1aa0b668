package cn.smspay.tools.transcript;

import cn.smspay.config.Config;
import cn.smspay.sms.SmsFigures;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plays transcripts in this process, without a network: one database that is emptied before each case, and nothing waits
 * for the disk. Plays one case at a time.
 */
final class LocalStage implements ChatStage {
    private static final int LANE = 1_000;
    private static final String FILE = "chat.db";
    private static final String UNDER_WAY = """
            select exists (select 1 from bill_order) or exists (select 1 from withdrawal_order)
                or exists (select 1 from bank_top_up) or exists (select 1 from initial_password)
            """;

    private ChatLog log;
    private final SmsFigures figures = new SmsFigures();
    private final Config config = LocalScene.config();
    private final Path folder;
    private final Store store;
    private final Lane lane;
    private final Connection sweeper;
    /** Names the tables that are not as in a new database. */
    private final PreparedStatement touched;

    /** Whether there is anything that a timer looks after: of most cases there is nothing, and each look costs a query. */
    private final PreparedStatement underWay;

    /** Tables that hold something in a new database. */
    private final Set<String> filled = new HashSet<>();

    private final List<String> tables = new ArrayList<>();
    private final CountedThread outside = new CountedThread("chat-outside");

    LocalStage(ChatLog log) {
        this(log, folder());
    }

    private LocalStage(ChatLog log, Path folder) {
        this.log = log;
        this.folder = folder;
        this.store = open(folder.resolve(FILE));
        this.lane = new Lane(store, LANE, 1);
        try {
            this.sweeper = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(FILE));
            this.touched = prepare();
            this.underWay = sweeper.prepareStatement(UNDER_WAY);
        } catch (SQLException e) {
            throw new IllegalStateException("no database for transcripts", e);
        }
    }

    private static Store open(Path file) {
        return Store.open(new StoreSettings(file, true, 4, 0, 1), disk -> () -> {});
    }

    /** A database without rows, from which several stages begin: to make one takes longer than to copy it. */
    static final class Image implements AutoCloseable {
        private final Path folder = folder();

        Image() {
            open(folder.resolve(FILE)).close();
        }

        LocalStage stage(ChatLog log) {
            var other = folder();
            try {
                Files.copy(folder.resolve(FILE), other.resolve(FILE));
            } catch (IOException e) {
                throw new IllegalStateException("no database for transcripts", e);
            }
            return new LocalStage(log, other);
        }

        @Override
        public void close() {
            WireScene.remove(folder);
        }
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("smspay-chat");
        } catch (IOException e) {
            throw new IllegalStateException("no folder for transcripts", e);
        }
    }

    /** What a new database holds is kept in copies; what forbids to delete rows of the book goes: they are swept away. */
    private PreparedStatement prepare() throws SQLException {
        run("pragma synchronous = off");
        run("pragma foreign_keys = off");
        for (String trigger : names("trigger")) {
            run("drop trigger \"" + trigger + '"');
        }
        for (String table : names("table")) {
            if (table.startsWith("sqlite_")) {
                continue;
            }
            tables.add(table);
            if (hasRows(table)) {
                run("create temp table \"" + table + "\" as select * from main.\"" + table + '"');
                filled.add(table);
            }
        }
        // One query for all: emptying a table that is empty would write its pages all the same.
        return sweeper.prepareStatement(
                tables.stream().map(this::whetherTouched).collect(Collectors.joining(" union all ")));
    }

    private String whetherTouched(String table) {
        var name = '"' + table + '"';
        var condition = filled.contains(table)
                ? "exists (select * from main." + name + " except select * from temp." + name
                        + ") or exists (select * from temp." + name + " except select * from main." + name + ")"
                : "exists (select 1 from main." + name + ")";
        return "select '" + table + "' where " + condition;
    }

    private List<String> names(String type) throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = sweeper.createStatement();
                var rows = statement.executeQuery("select name from main.sqlite_master where type = '" + type + "'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private boolean hasRows(String table) throws SQLException {
        try (var statement = sweeper.createStatement();
                var rows = statement.executeQuery("select 1 from main.\"" + table + "\" limit 1")) {
            return rows.next();
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = sweeper.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void sweep() {
        try {
            run("begin immediate");
            var names = new ArrayList<String>();
            try (var rows = touched.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (String table : names) {
                run("delete from main.\"" + table + '"');
                if (filled.contains(table)) {
                    run("insert into main.\"" + table + "\" select * from temp.\"" + table + '"');
                }
            }
            run("commit");
        } catch (SQLException e) {
            throw new IllegalStateException("the database of transcripts cannot be emptied", e);
        }
    }

    /** From now on checks look into this log. */
    void logTo(ChatLog other) {
        log = other;
    }

    private boolean isUnderWay() {
        try (var rows = underWay.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the database of transcripts cannot be read", e);
        }
    }

    @Override
    public ChatPlayer.Result play(ChatFile.Case played, Scripts scripts) {
        sweep();
        var trail = new ChatTrail();
        try (var scene = new LocalScene(
                config, store, lane, outside, figures, new ChatClock(), scripts, trail, tables, this::isUnderWay)) {
            return new ChatPlayer(scene, log).play(played);
        }
    }

    @Override
    public void close() {
        outside.shutdownNow();
        lane.close();
        try {
            touched.close();
            underWay.close();
            sweeper.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the database of transcripts cannot be closed", e);
        }
        store.close();
        WireScene.remove(folder);
    }
}
