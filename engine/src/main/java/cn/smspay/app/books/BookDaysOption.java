package cn.smspay.app.books;

import cn.smspay.cli.DateReader;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which business days a command of accountants tells of. */
final class BookDaysOption {
    @Option(
            names = "--from",
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "First business day; default: from the beginning.")
    LocalDate from = LedgerCommand.FIRST_DAY;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "Last business day; default: today.")
    private @Nullable LocalDate to;

    LocalDate to(LocalDate today) {
        return to == null ? today : to;
    }
}
