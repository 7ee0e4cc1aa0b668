package cn.smspay.store;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** In which columns one state of a row differs from another, and what stands there afterwards. */
final class Difference {
    private final int[] columns;
    private final @Nullable Object[] values;

    private Difference(int[] columns, @Nullable Object[] values) {
        this.columns = columns;
        this.values = values;
    }

    static Difference between(@Nullable Object[] before, @Nullable Object[] after) {
        var columns = new int[after.length];
        var values = new Object[after.length];
        int count = 0;
        for (int i = 0; i < after.length; i++) {
            if (!Objects.deepEquals(before[i], after[i])) {
                columns[count] = i;
                values[count] = after[i];
                count++;
            }
        }
        return new Difference(Arrays.copyOf(columns, count), Arrays.copyOf(values, count));
    }

    boolean isNone() {
        return columns.length == 0;
    }

    /** Places of the columns, from 0. */
    int[] columns() {
        return columns;
    }

    @Nullable
    Object[] values() {
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Difference that
                && Arrays.equals(columns, that.columns)
                && Arrays.deepEquals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(columns) + Arrays.deepHashCode(values);
    }
}
