package cn.smspay.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** In which columns one state of a row differs from another, and what stands there afterwards. */
final class Difference {
    private final int[] columns;
    private final @Nullable Object[] values;

    private Difference(int[] columns, @Nullable Object[] values) {
        this.columns = columns;
        this.values = values;
    }

    /** @param width of the row, in columns */
    static Difference between(Shape shape, int width, Object before, Object after) {
        var found = new Found(width);
        shape.compare(before, after, 0, found);
        return new Difference(Arrays.copyOf(found.columns, found.count), Arrays.copyOf(found.values, found.count));
    }

    private static final class Found implements Shape.Changed {
        private final int[] columns;
        private final @Nullable Object[] values;
        private int count;

        Found(int width) {
            columns = new int[width];
            values = new Object[width];
        }

        @Override
        public void column(int at, @Nullable Object value) {
            columns[count] = at;
            values[count] = value;
            count++;
        }
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
