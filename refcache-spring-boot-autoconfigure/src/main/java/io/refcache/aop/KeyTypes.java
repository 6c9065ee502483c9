package io.refcache.aop;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.refcache.Ref;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Which declared types can be part of a key, because equal values of them are equal. On
 * the memory store that includes classes of the user's that override {@code equals}.
 */
final class KeyTypes {

	private static final Set<Class<?>> SIMPLE = Set.of(String.class, BigInteger.class, BigDecimal.class, UUID.class,
			URI.class, Class.class);

	/** A record of generic records may have no end of them. */
	private static final int MAX_TYPES = 100;

	/** By their text with generics, for a record may hold itself with others. */
	private final Set<String> visited = new HashSet<>();

	/**
	 * Finds what keeps a type from being part of a key.
	 * @return the part of the type that has no equality; {@code null} if all have
	 */
	static @Nullable ResolvableType findUnfit(ResolvableType type) {
		return new KeyTypes().unfit(type);
	}

	/**
	 * Whether values of a type may hold within others what compares by identity, such as
	 * arrays, or what cannot be copied as it is: they have to be made comparable.
	 */
	static boolean isDeep(ResolvableType type) {
		return new KeyTypes().isDeep(type, false);
	}

	private @Nullable ResolvableType unfit(ResolvableType type) {
		Class<?> raw = type.resolve();
		if (raw == null) {
			return type;
		}
		if (raw.isArray()) {
			return unfit(type.getComponentType());
		}
		if (isSimple(raw)) {
			return null;
		}
		if (raw == Optional.class || raw == Ref.class || Collection.class.isAssignableFrom(raw)
				|| Map.class.isAssignableFrom(raw)) {
			return unfitGeneric(type);
		}
		if (raw.isRecord()) {
			return unfitRecord(type, raw);
		}
		if (raw.isSealed()) {
			return unfitSealed(type, raw);
		}
		return overridesEquals(raw) ? null : type;
	}

	private @Nullable ResolvableType unfitGeneric(ResolvableType type) {
		Class<?> raw = type.toClass();
		ResolvableType container = (raw == Optional.class || raw == Ref.class) ? type
				: type.as(Map.class.isAssignableFrom(raw) ? Map.class : Collection.class);
		if (!container.hasGenerics()) {
			return type;
		}
		for (ResolvableType generic : container.getGenerics()) {
			ResolvableType unfit = unfit(generic);
			if (unfit != null) {
				return unfit;
			}
		}
		return null;
	}

	private @Nullable ResolvableType unfitRecord(ResolvableType type, Class<?> raw) {
		if (!this.visited.add(type.toString())) {
			return null;
		}
		if (this.visited.size() > MAX_TYPES) {
			return type;
		}
		for (RecordComponent component : raw.getRecordComponents()) {
			ResolvableType unfit = unfit(ResolvableType.forType(component.getGenericType(), type));
			if (unfit != null) {
				return unfit;
			}
		}
		return null;
	}

	private @Nullable ResolvableType unfitSealed(ResolvableType type, Class<?> raw) {
		if (!this.visited.add(type.toString())) {
			return null;
		}
		for (Class<?> permitted : raw.getPermittedSubclasses()) {
			if (unfit(ResolvableType.forClass(permitted)) != null) {
				return type;
			}
		}
		return null;
	}

	private boolean isDeep(ResolvableType type, boolean inside) {
		Class<?> raw = type.toClass();
		if (raw == Ref.class) {
			return true;
		}
		if (raw.isArray()) {
			return inside || isDeep(type.getComponentType(), false);
		}
		if (raw.isRecord()) {
			return this.visited.add(type.toString()) && isDeepRecord(type, raw);
		}
		if (raw.isSealed()) {
			return this.visited.add(type.toString()) && Arrays.stream(raw.getPermittedSubclasses())
				.anyMatch((permitted) -> isDeep(ResolvableType.forClass(permitted), inside));
		}
		boolean map = Map.class.isAssignableFrom(raw);
		boolean collection = Collection.class.isAssignableFrom(raw);
		if (collection && !List.class.isAssignableFrom(raw) && !Set.class.isAssignableFrom(raw)) {
			return true;
		}
		ResolvableType container = map ? type.as(Map.class) : collection ? type.as(Collection.class) : type;
		return Arrays.stream(container.getGenerics()).anyMatch((generic) -> isDeep(generic, true));
	}

	private boolean isDeepRecord(ResolvableType type, Class<?> raw) {
		for (RecordComponent component : raw.getRecordComponents()) {
			Class<?> held = component.getType();
			if (Collection.class.isAssignableFrom(held) || Map.class.isAssignableFrom(held)
					|| isDeep(ResolvableType.forType(component.getGenericType(), type), true)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isSimple(Class<?> type) {
		return ClassUtils.isPrimitiveOrWrapper(type) || type.isEnum() || SIMPLE.contains(type)
				|| (type.getName().startsWith("java.time.") && (TemporalAccessor.class.isAssignableFrom(type)
						|| TemporalAmount.class.isAssignableFrom(type) || ZoneId.class.isAssignableFrom(type)));
	}

	private static boolean overridesEquals(Class<?> type) {
		if (type == URL.class) {
			// Its equals asks the network, and calls two hosts of one address equal.
			return false;
		}
		try {
			return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class && !type.isInterface();
		}
		catch (NoSuchMethodException ex) {
			return false;
		}
	}

}
