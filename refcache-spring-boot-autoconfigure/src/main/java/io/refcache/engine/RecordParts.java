package io.refcache.engine;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

import io.refcache.RefCacheException;
import org.jspecify.annotations.Nullable;

/**
 * Takes records apart, and makes them anew through their canonical constructors.
 */
final class RecordParts {

	private RecordParts() {
	}

	/**
	 * Replaces components.
	 * @param mapper makes the new value of a component
	 * @param complete whether all new values are there by now; if not, no record is made
	 * @return the same record if no other was made
	 */
	static Record map(Record value, BiFunction<RecordComponent, @Nullable Object, @Nullable Object> mapper,
			BooleanSupplier complete) {
		RecordComponent[] components = value.getClass().getRecordComponents();
		@Nullable Object[] parts = new @Nullable Object[components.length];
		boolean changed = false;
		for (int i = 0; i < components.length; i++) {
			Object part = read(components[i], value);
			parts[i] = mapper.apply(components[i], part);
			changed |= parts[i] != part;
		}
		return (changed && complete.getAsBoolean()) ? create(value.getClass(), components, parts) : value;
	}

	/** From the field, as equals does: an accessor may show something else. */
	private static @Nullable Object read(RecordComponent component, Record value) {
		try {
			Field field = value.getClass().getDeclaredField(component.getName());
			return field.trySetAccessible() ? field.get(value) : component.getAccessor().invoke(value);
		}
		catch (ReflectiveOperationException ex) {
			throw failure(value.getClass(), "read", ex);
		}
	}

	private static Record create(Class<? extends Record> type, RecordComponent[] components, @Nullable Object[] parts) {
		try {
			Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
			Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
			constructor.trySetAccessible();
			return constructor.newInstance(parts);
		}
		catch (InvocationTargetException ex) {
			throw failure(type, "made with the values of its references", ex.getTargetException());
		}
		catch (ReflectiveOperationException ex) {
			throw failure(type, "made with the values of its references", ex);
		}
	}

	/** Without the cause, whose message may quote a value. */
	private static RefCacheException failure(Class<?> type, String what, Throwable cause) {
		return new RefCacheException(
				"A %s cannot be %s: %s".formatted(type.getName(), what, cause.getClass().getName()));
	}

}
