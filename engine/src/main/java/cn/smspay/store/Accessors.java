package cn.smspay.store;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.Function;

/** Ways into and out of records that cost no more than a call, where reflection would cost as much as the rest of a row. */
final class Accessors {
    private Accessors() {}

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

    /** Makes a record of its components, given as one array; of type {@code (Object[]) Object}. */
    static MethodHandle constructor(Class<?> record) {
        var types = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return MethodHandles.privateLookupIn(record, MethodHandles.lookup())
                    .findConstructor(record, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + record, e);
        }
    }
}
