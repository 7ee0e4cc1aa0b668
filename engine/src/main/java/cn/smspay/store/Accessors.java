package cn.smspay.store;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ways into and out of records that cost no more than a call, where reflection, or a method handle that is no constant, would
 * cost as much as the rest of a row.
 */
final class Accessors {
    private Accessors() {}

    /** Makes a record of its components, in their order and boxed. */
    interface Maker {
        Object make(@Nullable Object[] components);
    }

    /** Reads one component, boxed. */
    @SuppressWarnings("unchecked")
    static Function<Object, Object> getter(RecordComponent component) {
        var record = component.getDeclaringRecord();
        try {
            var lookup = MethodHandles.privateLookupIn(record, MethodHandles.lookup());
            var accessor = lookup.unreflect(component.getAccessor());
            var boxed = accessor.type().wrap().returnType();
            return (Function<Object, Object>) LambdaMetafactory.metafactory(
                            lookup,
                            "apply",
                            MethodType.methodType(Function.class),
                            MethodType.methodType(Object.class, Object.class),
                            accessor,
                            MethodType.methodType(boxed, record))
                    .getTarget()
                    .invoke();
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    static Maker maker(Class<?> record) {
        var types = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        if (types.length == 0 || types.length > RowConstructors.WIDEST) {
            throw new IllegalStateException(
                    record + " has " + types.length + " components; a row has 1 to " + RowConstructors.WIDEST);
        }
        try {
            var lookup = MethodHandles.privateLookupIn(record, MethodHandles.lookup());
            var constructor = lookup.findConstructor(record, MethodType.methodType(void.class, types));
            return RowConstructors.of(
                    types.length,
                    LambdaMetafactory.metafactory(
                                    lookup,
                                    "of",
                                    MethodType.methodType(RowConstructors.type(types.length)),
                                    MethodType.genericMethodType(types.length),
                                    constructor,
                                    constructor.type().wrap())
                            .getTarget()
                            .invoke());
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make " + record, e);
        }
    }
}
