package io.refcache.aop;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

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

	private final Set<Class<?>> visiting = new HashSet<>();

	/**
	 * Finds what keeps a type from being part of a key.
	 * @return the part of the type that has no equality; {@code null} if all have
	 */
	static @Nullable ResolvableType findUnfit(ResolvableType type) {
		return new KeyTypes().unfit(type);
	}

	/**
	 * Whether values of a type may hold arrays within others, which compare by identity.
	 */
	static boolean hidesArrays(ResolvableType type) {
		return new KeyTypes().hidesArrays(type, false);
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
		if (raw == Optional.class || Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw)) {
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
		ResolvableType container = (raw == Optional.class) ? type
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
		if (!this.visiting.add(raw)) {
			return null;
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
		if (!this.visiting.add(raw)) {
			return null;
		}
		for (Class<?> permitted : raw.getPermittedSubclasses()) {
			if (unfit(ResolvableType.forClass(permitted)) != null) {
				return type;
			}
		}
		return null;
	}

	private boolean hidesArrays(ResolvableType type, boolean inside) {
		Class<?> raw = type.toClass();
		if (raw.isArray()) {
			return inside || hidesArrays(type.getComponentType(), false);
		}
		if (raw.isRecord()) {
			return this.visiting.add(raw) && recordHidesArrays(type, raw);
		}
		for (ResolvableType generic : type.getGenerics()) {
			if (hidesArrays(generic, true)) {
				return true;
			}
		}
		return false;
	}

	private boolean recordHidesArrays(ResolvableType type, Class<?> raw) {
		for (RecordComponent component : raw.getRecordComponents()) {
			if (hidesArrays(ResolvableType.forType(component.getGenericType(), type), true)) {
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
		try {
			return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class && !type.isInterface();
		}
		catch (NoSuchMethodException ex) {
			return false;
		}
	}

}
