package cn.smspay.app.books;

import cn.smspay.books.charge.DamagedBilling;
import cn.smspay.books.charge.Tariff;
import cn.smspay.cli.Exit;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.BillingStopped;
import cn.smspay.files.billing.DayTotals;
import cn.smspay.files.billing.SenderIndex;
import cn.smspay.files.format.BillingFile;
import cn.smspay.ops.errand.WritingMixin;
import cn.smspay.store.DatabaseFile;
import cn.smspay.store.Store;
import cn.smspay.store.StoreFault;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the commands of the billing people share: how they open the database, print, and end. */
abstract class BillingCommand implements Callable<Integer> {
    private static final List<String> FILE =
            List.of("node", "stream", "sequence", "day", "records", "first_number", "last_number", "sum_li", "reason");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private BillingCommands billing;

    @Mixin
    private final SheetOptions sheet = new SheetOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    final SheetOptions sheet() {
        return sheet;
    }

    final BillingSettings settings() {
        return billing.settings(UnaryOperator.identity());
    }

    /** The same for a command that the engine does for somebody who stands elsewhere. */
    final BillingSettings settings(WritingMixin place) {
        return billing.settings(place::path);
    }

    final List<Tariff> tariffs() {
        return billing.tariffs();
    }

    final Instant now() {
        return billing.clock().instant();
    }

    /** By the clock of the engine, if it does this. */
    final Instant now(WritingMixin place) {
        return place.engine().map(engine -> engine.clock().instant()).orElseGet(this::now);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final void print(String format, Object... values) {
        out().printf(Locale.ROOT, format, values);
    }

    /** A sentence for people; beside a table for programs it goes where errors go. */
    final void remark(String sentence) {
        (sheet.isForPeople() ? out() : err()).println(sentence);
    }

    /** The one row that a command has to tell: for people as {@code sentence}. */
    final void tell(String sentence, List<String> columns, List<Object> row) {
        if (sheet.isForPeople()) {
            out().println(sentence);
        } else {
            sheet.print(out(), columns, List.of(row));
        }
    }

    final ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    final void requireOrder(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw wrong("--to " + to + " is before --from " + from);
        }
    }

    /** Looks at the database in {@code data}. */
    final int with(Path data, ToIntFunction<Store> work) {
        return guarded(() -> {
            try (var store = Store.open(StoreSettings.tool(existing(data)))) {
                return work.applyAsInt(store);
            }
        });
    }

    private static Path existing(Path data) {
        var file = data.resolve(StoreSettings.FILE);
        if (!DatabaseFile.exists(file)) {
            throw new Exit.Refused("there is no database " + file + "; name the folder with --data");
        }
        return file;
    }

    /** For a command that writes: the engine does it, if one runs on the folder. */
    final int write(WritingMixin place, Path data, ToIntFunction<Store> work) {
        return guarded(() -> {
            var engine = place.engine();
            if (engine.isPresent()) {
                return work.applyAsInt(engine.get().store());
            }
            var file = existing(data);
            var handed = place.hand(data);
            if (handed.isPresent()) {
                return handed.getAsInt();
            }
            try (var store = Store.open(StoreSettings.engine(file))) {
                return work.applyAsInt(store);
            }
        });
    }

    /** Closes files as {@code closing} says, and carries on what is kept beside the database for those who look things up. */
    final int close(WritingMixin place, Path data, DeliveryOption delivery, FileClosing closing, String ifNone) {
        return write(place, data, store -> {
            var usual = settings(place);
            var settings = delivery.formats == null ? usual : usual.withFormats(delivery.formats);
            var files = closing.of(new BillingFiles(store, settings, place.path(delivery.folder)), now(place));
            var folder = place.path(data);
            new SenderIndex(store, folder.resolve(SenderIndex.FOLDER)).extend();
            new DayTotals(store, folder.resolve(DayTotals.FOLDER)).extend();
            printAll(files, ifNone);
            return Exit.DONE;
        });
    }

    /** Which files are closed. */
    interface FileClosing {
        List<BillingFile> of(BillingFiles files, Instant now);
    }

    /** What a command does. */
    interface BillingWork {
        int run();
    }

    final int guarded(BillingWork work) {
        try {
            return work.run();
        } catch (IllegalArgumentException e) {
            err().println(e.getMessage());
            return Exit.USAGE;
        } catch (Exit.Refused e) {
            err().println(e.getMessage());
            return e.code();
        } catch (BillingStopped | DamagedBilling | StoreFault e) {
            err().println(e.getMessage());
            return Exit.STOPPED;
        } finally {
            out().flush();
        }
    }

    /** Lists what does not fit; that nothing is wrong is said, too. */
    final <F> int report(List<F> findings, List<String> columns, Function<F, List<Object>> row) {
        if (sheet.isForPeople()) {
            findings.forEach(out()::println);
        } else {
            sheet.print(out(), columns, findings.stream().map(row).toList());
        }
        remark(
                switch (findings.size()) {
                    case 0 -> "Everything agrees.";
                    case 1 -> "One thing does not agree.";
                    default -> findings.size() + " things do not agree.";
                });
        return findings.isEmpty() ? Exit.DONE : Exit.WRONG;
    }

    final void printAll(List<BillingFile> files, String ifNone) {
        if (sheet.isForPeople()) {
            files.forEach(this::print);
        } else {
            sheet.print(out(), FILE, files.stream().map(BillingCommand::row).toList());
        }
        if (files.isEmpty()) {
            remark(ifNone);
        }
    }

    private static List<Object> row(BillingFile file) {
        return List.of(
                file.key().node(),
                file.key().stream(),
                file.key().sequence(),
                file.day().date().toString(),
                file.records(),
                file.firstNumber(),
                file.lastNumber(),
                file.sumLi(),
                file.reason().name());
    }

    private void print(BillingFile file) {
        print(
                "file %d of %s: %d records (%d to %d), %d li, closed by %s%n",
                file.key().sequence(),
                file.day().date(),
                file.records(),
                file.firstNumber(),
                file.lastNumber(),
                file.sumLi(),
                file.reason());
    }

    final void progress(String file, long done, long total) {
        err().printf(Locale.ROOT, "%s: %d of %d records%n", file, done, total);
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
