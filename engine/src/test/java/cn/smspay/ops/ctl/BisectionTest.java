package cn.smspay.ops.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BisectionTest {
    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.engine(folder.resolve("t.db")));
        store.write(tx -> tx.query(sql -> sql.execute("create table mark (id INTEGER PRIMARY KEY, at INTEGER)")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private long firstAt(long at) {
        return store.read(sql -> Bisection.firstAt(sql, "mark", "at", at));
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "10, 3", "11, 4", "20, 4", "21, 9", "30, 9", "31, 91"})
    void findsTheFirstRowThatIsNotBefore(long at, long first) {
        store.write(tx -> tx.query(sql -> sql.execute("insert into mark values (3, 10), (7, 20), (8, 20), (90, 30)")));

        assertEquals(first, firstAt(at), "what is missing before a row stands for it");
    }

    @Test
    void inAnEmptyTableNothingIsFound() {
        assertEquals(0, firstAt(5));
    }
}
