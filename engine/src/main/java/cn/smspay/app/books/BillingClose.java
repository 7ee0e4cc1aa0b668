package cn.smspay.app.books;

import cn.smspay.cli.Exit;
import cn.smspay.files.format.CloseReason;
import cn.smspay.ops.errand.WritingMixin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Closes what is open. */
@Command(
        name = "close",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = {
            "Like export, and closes also what is open although no limit is reached yet. The engine does it, if one runs on",
            "the folder."
        })
final class BillingClose extends BillingCommand {
    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final DeliveryOption delivery = new DeliveryOption();

    @Mixin
    private final WritingMixin place = new WritingMixin();

    @Override
    public Integer call() {
        return close(
                place,
                data.folder,
                delivery,
                (files, now) -> files.close(now, CloseReason.HAND, this::progress),
                "There is nothing to close: every record is in a file.");
    }
}
