package cn.smspay.app.books;

import cn.smspay.base.ServiceDay;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.ops.errand.WritingMixin;
import cn.smspay.store.DatabaseFile;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands about the book share. They may look beside the engine. */
abstract class LedgerCommand implements Callable<Integer> {
    /** Before every day of the book. */
    static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    @Option(names = "--data", paramLabel = "DIR", description = "The folder with smspay.db (default: var).")
    private @Nullable Path data;

    @Mixin
    private final SheetOptions sheet = new SheetOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final Clock clock = Clock.system(ServiceDay.ZONE);

    final Clock clock() {
        return clock;
    }

    final LocalDate today() {
        return ServiceDay.date(clock.instant());
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final SheetOptions sheet() {
        return sheet;
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final void print(List<String> columns, List<List<Object>> rows) {
        sheet.print(out(), columns, rows);
    }

    /** A remark for people; beside a table for programs it goes where errors go. */
    final void remark(String sentence) {
        (sheet.isForPeople() ? out() : err()).println(sentence);
    }

    final ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    final int with(ToIntFunction<Store> work) {
        return with(StoreSettings.tool(file()), work);
    }

    /** The same while no engine runs. */
    final int alone(ToIntFunction<Store> work) {
        return with(StoreSettings.engine(file()), work);
    }

    /** For a command that writes: the engine does it, if one runs on the folder. */
    final int write(WritingMixin place, ToIntFunction<Store> work) {
        var engine = place.engine();
        if (engine.isPresent()) {
            return guarded(() -> work.applyAsInt(engine.get().store()));
        }
        file();
        var handed = place.hand(folder());
        return handed.isPresent() ? handed.getAsInt() : alone(work);
    }

    private Path folder() {
        return data == null ? Home.find().resolve("var") : data;
    }

    private Path file() {
        var file = folder().resolve(StoreSettings.FILE);
        if (!DatabaseFile.exists(file)) {
            throw new Exit.Refused("there is no " + file + "; name the folder with --data");
        }
        return file;
    }

    private int with(StoreSettings settings, ToIntFunction<Store> work) {
        return guarded(() -> {
            try (var store = Store.open(settings)) {
                return work.applyAsInt(store);
            }
        });
    }

    private int guarded(IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (IllegalArgumentException e) {
            throw new Exit.Refused(String.valueOf(e.getMessage()));
        } finally {
            out().flush();
        }
    }
}
