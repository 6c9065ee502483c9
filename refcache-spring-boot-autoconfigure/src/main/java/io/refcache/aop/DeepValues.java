package io.refcache.aop;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.refcache.Ref;
import io.refcache.engine.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * Makes values comparable that hold arrays inside of collections, maps or records: each
 * array becomes a list, marked as one.
 */
final class DeepValues {

	/** What occurs several times in a key is copied once. */
	private final Map<Object, Object> copies = new IdentityHashMap<>(4);

	/**
	 * A value, and what is in it. What has come of that before stays as it is.
	 */
	Object of(Object value) {
		if (!isCopied(value) || value instanceof Marked) {
			return value;
		}
		Object known = this.copies.get(value);
		if (known != null) {
			return known;
		}
		Object copy = copy(value);
		this.copies.put(value, copy);
		return copy;
	}

	private static boolean isCopied(Object value) {
		return value instanceof Collection || value instanceof Map || value instanceof Optional
				|| (value instanceof Record record && !RecordType.of(record).isFlat())
				|| (value instanceof Ref<?> ref && ref.refId() == null) || value.getClass().isArray();
	}

	private Object copy(Object value) {
		if (value.getClass().isArray()) {
			return new Marked(value.getClass(), elements(value));
		}
		if (value instanceof Optional<?> optional) {
			return new Marked(Optional.class, optional.stream().map(this::of).toList());
		}
		if (value instanceof Ref<?> ref) {
			return new Marked(Ref.class, Collections.singletonList(ofNullable(ref.value())));
		}
		if (value instanceof Set<?> set) {
			Set<@Nullable Object> copy = new HashSet<>();
			set.forEach((element) -> copy.add(ofNullable(element)));
			return copy;
		}
		if (value instanceof Collection<?> collection) {
			List<@Nullable Object> copy = new ArrayList<>(collection.size());
			collection.forEach((element) -> copy.add(ofNullable(element)));
			return copy;
		}
		if (value instanceof Map<?, ?> map) {
			Map<@Nullable Object, @Nullable Object> copy = new HashMap<>();
			map.forEach((key, element) -> copy.put(ofNullable(key), ofNullable(element)));
			return copy;
		}
		return (value instanceof Record record) ? new Marked(record.getClass(), components(record)) : value;
	}

	private @Nullable Object ofNullable(@Nullable Object value) {
		return (value != null) ? of(value) : null;
	}

	private List<@Nullable Object> elements(Object array) {
		int length = Array.getLength(array);
		List<@Nullable Object> elements = new ArrayList<>(length);
		for (int i = 0; i < length; i++) {
			elements.add(ofNullable(Array.get(array, i)));
		}
		return elements;
	}

	private List<@Nullable Object> components(Record record) {
		RecordType type = RecordType.of(record);
		List<@Nullable Object> values = new ArrayList<>(type.width());
		for (int i = 0; i < type.width(); i++) {
			values.add(ofNullable(type.read(record, i)));
		}
		return values;
	}

	private record Marked(Class<?> type, List<?> parts) {

	}

}
