package cn.smspay.files.format;

import cn.smspay.store.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file in one format, as it was written.
 *
 * @param previousSha256 digest of the same node's file before it in this format, 64 hexadecimal digits; empty for none
 * @param sealedSha256 its keyed digest (HMAC-SHA-256, RFC 2104), none if it was made without a key
 * @param publishedAt when its checksum file lay beside it, none while that is not certain
 */
public record BillingCopy(
        Key key,
        String previousSha256,
        String sha256,
        long bytes,
        @Nullable Instant publishedAt,
        @Nullable String sealedSha256) {
    public static final Table<Key, BillingCopy> TABLE = Table.of("billing_copy", Key.class, BillingCopy.class);

    public record Key(String node, Stream stream, long sequence, Format format) {
        public static Key of(BillingFile file, Format format) {
            return new Key(file.key().node(), file.key().stream(), file.key().sequence(), format);
        }
    }

    public BillingCopy publishedAt(Instant now) {
        return new BillingCopy(key, previousSha256, sha256, bytes, now, sealedSha256);
    }
}
