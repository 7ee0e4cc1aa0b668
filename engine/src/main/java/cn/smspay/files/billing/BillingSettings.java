package cn.smspay.files.billing;

import cn.smspay.files.format.Format;
import cn.smspay.files.format.Stream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How charge records become files.
 *
 * @param node name of this engine in every file, 1 to 16 of A-Z a-z 0-9
 * @param nodeAddress number of the node in international form without +, 1 to 15 digits (sMSNodeAddress)
 * @param extension object identifier of our extension in standard records; the default lies under 2.999, the arc for
 *     examples, and a carrier puts one of its own here
 * @param formats at least one
 * @param recordsMax a file ends with this many records, 1 to 10,000,000
 * @param bytesMax a file ends when its longest format reaches this, 10,000 to 4,000,000,000
 * @param ageMax a file ends when its first record is this old
 * @param midnightGrace how long after midnight the day is closed; stragglers until then are not late
 * @param emptyFiles whether a day without records has a file too; of a longer silence its last days
 * @param retentionDays how many days records stay in the database after their day, at least 1
 * @param seal puts a keyed digest beside every file; none if there is no key
 */
public record BillingSettings(
        String node,
        Stream stream,
        String nodeAddress,
        String extension,
        Set<Format> formats,
        int recordsMax,
        long bytesMax,
        Duration ageMax,
        Duration midnightGrace,
        boolean emptyFiles,
        int retentionDays,
        Optional<Seal> seal) {
    /** A file's length stands in four octets of its header (TS 32.297). */
    private static final long BYTES_MOST = 4_000_000_000L;

    private static final long BYTES_LEAST = 10_000;
    private static final int RECORDS_MOST = 10_000_000;

    public BillingSettings {
        require(node.matches("[A-Za-z0-9]{1,16}"), "billing.node must be 1 to 16 letters and digits");
        require(nodeAddress.matches("[0-9]{1,15}"), "billing.node_address must be 1 to 15 digits");
        require(
                extension.matches("[0-2](\\.(0|[1-9][0-9]{0,8})){2,12}"),
                "billing.extension must be an object identifier");
        require(!formats.isEmpty(), "billing.formats must name at least one format");
        require(recordsMax >= 1 && recordsMax <= RECORDS_MOST, "billing.records_max must be 1 to " + RECORDS_MOST);
        require(
                bytesMax >= BYTES_LEAST && bytesMax <= BYTES_MOST,
                "billing.bytes_max must be " + BYTES_LEAST + " to " + BYTES_MOST);
        require(ageMax.compareTo(Duration.ZERO) > 0, "billing.age_max must be above zero");
        require(
                !midnightGrace.isNegative() && midnightGrace.compareTo(Duration.ofHours(12)) <= 0,
                "billing.midnight_grace must be 0 to 12 hours");
        require(retentionDays >= 1, "billing.retention_days must be at least 1");
        formats = Set.copyOf(formats);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** One file an hour in CSV and the standard format, records kept for 180 days. */
    public static BillingSettings standard() {
        return new BillingSettings(
                "n1",
                Stream.LIVE,
                "8610658888",
                "2.999.12588.1",
                Set.of(Format.CSV, Format.CDR),
                1_000_000,
                1_000_000_000,
                Duration.ofHours(1),
                Duration.ofSeconds(60),
                true,
                180,
                Optional.empty());
    }

    public BillingSettings withSeal(Seal key) {
        return new BillingSettings(
                node,
                stream,
                nodeAddress,
                extension,
                formats,
                recordsMax,
                bytesMax,
                ageMax,
                midnightGrace,
                emptyFiles,
                retentionDays,
                Optional.of(key));
    }

    public BillingSettings withFormats(Set<Format> others) {
        return new BillingSettings(
                node,
                stream,
                nodeAddress,
                extension,
                others,
                recordsMax,
                bytesMax,
                ageMax,
                midnightGrace,
                emptyFiles,
                retentionDays,
                seal);
    }
}
