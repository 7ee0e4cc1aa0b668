package cn.smspay.app;

import cn.smspay.books.charge.AccountingDay;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.cli.DateReader;
import cn.smspay.cli.Exit;
import cn.smspay.files.billing.BillingFiles;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows charge records and files. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = "Prints the charge records of one accounting day, or the files made so far.")
final class BillingList extends BillingCommand {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--day",
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "Like 2009-11-02; default: today in Shanghai.")
    private @Nullable LocalDate day;

    @Option(names = "--files", description = "List closed files instead of records.")
    private boolean files;

    @Override
    public Integer call() {
        return with(data.folder, store -> {
            if (files) {
                printAll(new BillingFiles(store, settings(), data.folder).list(), "There are no billing files yet.");
                return Exit.DONE;
            }
            var of = day == null ? AccountingDay.of(now()).date() : day;
            var records = new Billing().list(store, of);
            if (records.isEmpty()) {
                out().println("There are no charge records of " + of + ".");
            }
            records.forEach(this::print);
            return Exit.DONE;
        });
    }

    private void print(ChargeRecord record) {
        var what = record.what();
        print(
                "%9d %s %-11s %-8s %d/%d %6d li %s%n",
                record.number().value(),
                TIME.format(record.timing().eventAt().atZone(AccountingDay.ZONE)),
                record.who().sender(),
                what.command().isEmpty() ? "-" : what.command(),
                record.message().part(),
                record.message().parts(),
                record.fee().amountLi(),
                what.disposition());
    }
}
