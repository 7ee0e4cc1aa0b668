package cn.smspay.tools.transcript;

import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where tests play transcripts: in files, or each stage in a database of the PostgreSQL that whole engines are tested on. */
final class TestStages implements StageStore, AutoCloseable {
    private final List<TestPostgres> made = new CopyOnWriteArrayList<>();

    @Override
    public StoreSettings in(Path folder) {
        var usual = FILES.in(folder);
        var postgres = TestPostgres.ifWanted();
        postgres.ifPresent(made::add);
        return usual.on(postgres.map(there -> there.server(folder)).orElse(null));
    }

    @Override
    public void close() {
        made.forEach(TestPostgres::close);
    }
}
