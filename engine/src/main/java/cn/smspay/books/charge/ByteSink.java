package cn.smspay.books.charge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow at the end, reused from record to record so that an export leaves no garbage. One thread. */
public final class ByteSink {
    /** Of a {@code long}. */
    private static final int DIGITS_MOST = 19;

    private byte[] bytes = new byte[1024];
    private int length;

    public void clear() {
        length = 0;
    }

    public int length() {
        return length;
    }

    /** The array behind; only the first {@link #length} bytes count. */
    public byte[] bytes() {
        return bytes;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    public ByteSink add(int octet) {
        if (length == bytes.length) {
            grow(1);
        }
        bytes[length++] = (byte) octet;
        return this;
    }

    public ByteSink add(byte[] more) {
        if (length + more.length > bytes.length) {
            grow(more.length);
        }
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** UTF-8. */
    public ByteSink add(String text) {
        int size = text.length();
        if (length + 3 * size > bytes.length) {
            grow(3 * size);
        }
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else if (c < 0x800) {
                bytes[length++] = (byte) (0xc0 | (c >> 6));
                bytes[length++] = (byte) (0x80 | (c & 0x3f));
            } else if (Character.isSurrogate(c)) {
                return add(text.substring(i).getBytes(StandardCharsets.UTF_8));
            } else {
                bytes[length++] = (byte) (0xe0 | (c >> 12));
                bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                bytes[length++] = (byte) (0x80 | (c & 0x3f));
            }
        }
        return this;
    }

    ByteSink decimal(long number) {
        if (number < 0) {
            return add(Long.toString(number));
        }
        int digits = 1;
        for (long next = 10; digits < DIGITS_MOST && number >= next; next *= 10) {
            digits++;
        }
        return padded(number, digits);
    }

    /** At least {@code width} digits, with zeros in front; {@code number} is not below zero and has no more digits. */
    ByteSink padded(long number, int width) {
        if (length + width > bytes.length) {
            grow(width);
        }
        long rest = number;
        for (int at = length + width - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
        return this;
    }

    /** Makes room for {@code count} bytes at {@code at} by moving what is behind. */
    public void open(int at, int count) {
        if (length + count > bytes.length) {
            grow(count);
        }
        System.arraycopy(bytes, at, bytes, at + count, length - at);
        length += count;
    }

    public void set(int at, int octet) {
        bytes[at] = (byte) octet;
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
