package cn.smspay.app.books;

import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.TransferId;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.ledger.LedgerReports;
import cn.smspay.cli.DateReader;
import cn.smspay.cli.Exit;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.files.billing.SenderIndex;
import cn.smspay.files.billing.Summary;
import cn.smspay.files.billing.SummaryText;
import cn.smspay.store.Store;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows charge records and files. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = {
            "Prints the charge records of one accounting day, the charges of one number or one charge with their"
                    + " conversations and postings, or the files made so far.",
            "Records whose retention has passed are deleted: it is said where some are missing."
        })
final class BillingList extends BillingCommand {
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

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

    @Option(
            names = "--msisdn",
            paramLabel = "N",
            description = "All charges of this number, one after the other, each with what it moved in the book.")
    private @Nullable String msisdn;

    @Option(names = "--number", paramLabel = "CHARGE", description = "One charge record, with what it moved.")
    private @Nullable Long number;

    @Override
    public Integer call() {
        requireOneQuestion();
        var sender = msisdn == null
                ? null
                : Msisdn.read(msisdn)
                        .orElseThrow(() -> wrong(msisdn + " is not a number of eleven digits like 13800000001"))
                        .digits();
        return with(data.folder, store -> {
            if (files) {
                printAll(new BillingFiles(store, settings(), data.folder).list(), "There are no billing files yet.");
                return Exit.DONE;
            }
            if (sender != null) {
                return charges(
                        store,
                        new SenderIndex(store, data.folder.resolve(SenderIndex.FOLDER)).records(sender),
                        "There are no charge records of " + sender + ".");
            }
            if (number != null) {
                return charge(store, number);
            }
            day(store, day == null ? ServiceDay.of(now()).date() : day);
            return Exit.DONE;
        });
    }

    private void requireOneQuestion() {
        long questions = Stream.of(day != null, files, msisdn != null, number != null)
                .filter(asked -> asked)
                .count();
        if (questions > 1) {
            throw wrong("give one of --day, --files, --msisdn and --number");
        }
    }

    private void day(Store store, LocalDate of) {
        var records = new Billing().list(store, of);
        long deleted = new Summary(store).deleted(of, of);
        if (deleted > 0) {
            remark(SummaryText.deleted(deleted));
        } else if (records.isEmpty()) {
            remark("There are no charge records of " + of + ".");
        }
        if (sheet().isForPeople()) {
            records.forEach(this::print);
        } else {
            story(store, records).print(sheet(), out(), records);
        }
    }

    private int charge(Store store, long wanted) {
        var found = new Charges(store).find(new ChargeNumber(wanted));
        if (found.isEmpty()) {
            err().println(
                            wanted > 0 && wanted <= new Summary(store).purgedThrough()
                                    ? "charge record " + wanted + " was deleted when its retention had passed"
                                    : "there is no charge record " + wanted);
            return Exit.STOPPED;
        }
        return charges(store, found, "");
    }

    private int charges(Store store, List<ChargeRecord> records, String ifNone) {
        var story = story(store, records);
        long purged = msisdn == null ? 0 : new Summary(store).purgedThrough();
        if (records.isEmpty()) {
            remark(ifNone);
        }
        if (purged > 0) {
            remark("Records up to number " + purged
                    + " were deleted when their retention had passed; what this number had among them is gone.");
        }
        if (sheet().isForPeople()) {
            for (var record : records) {
                print(record);
                story.lines(record).forEach(out()::println);
            }
        } else {
            story.print(sheet(), out(), records);
        }
        return Exit.DONE;
    }

    private static ChargeStory story(Store store, List<ChargeRecord> records) {
        return new ChargeStory(new LedgerReports(store)
                .movements(records.stream()
                        .map(ChargeRecord::transfer)
                        .filter(Objects::nonNull)
                        .map(TransferId::value)
                        .toList()));
    }

    private void print(ChargeRecord record) {
        var what = record.what();
        print(
                "%9d %s %-11s %-8s %d/%d %6d li %s%n",
                record.number().value(),
                TIME.format(record.timing().eventAt().atZone(ServiceDay.ZONE)),
                record.who().sender(),
                what.command().isEmpty() ? "-" : what.command(),
                record.message().part(),
                record.message().parts(),
                record.fee().amountLi(),
                what.disposition());
    }
}
