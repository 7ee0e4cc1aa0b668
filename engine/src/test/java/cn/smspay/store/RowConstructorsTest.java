package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row of any width gets all its components, each at its place. */
final class RowConstructorsTest {
    @Test
    void everyWidthHandsOverAllComponentsInTheirOrder() {
        for (int width = 1; width <= RowConstructors.WIDEST; width++) {
            var type = RowConstructors.type(width);
            var told = Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> Arrays.asList(values));
            Object[] components = IntStream.range(0, width).boxed().toArray();

            assertEquals(
                    Arrays.asList(components), RowConstructors.of(width, told).make(components), width + " wide");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, RowConstructors.WIDEST + 1})
    void noRowIsOfAnotherWidth(int width) {
        assertEquals(
                width + " components",
                assertThrows(IllegalArgumentException.class, () -> RowConstructors.type(width))
                        .getMessage());
        assertEquals(
                width + " components",
                assertThrows(IllegalArgumentException.class, () -> RowConstructors.of(width, new Object()))
                        .getMessage());
    }
}
