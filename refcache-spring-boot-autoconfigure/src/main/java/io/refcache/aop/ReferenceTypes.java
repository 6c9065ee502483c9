package io.refcache.aop;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.refcache.Ref;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * Which declared types can hold references, and where those can be replaced: in records,
 * lists, values of maps, arrays and optionals.
 */
final class ReferenceTypes {

	/** A record of generic records may have no end of them. */
	private static final int MAX_TYPES = 100;

	private final Set<String> visited = new HashSet<>();

	private ReferenceTypes() {
	}

	/**
	 * Whether values of a type hold references, as far as the declaration tells.
	 */
	static boolean holdsRef(ResolvableType type) {
		return new ReferenceTypes().holds(type);
	}

	/**
	 * Whether values of a type may hold texts that could be replaced.
	 */
	static boolean mayHoldText(ResolvableType type) {
		return new ReferenceTypes().mayHold(type);
	}

	/**
	 * Finds where a reference cannot be replaced.
	 * @return the part of the type; {@code null} if all of them can
	 */
	static @Nullable ResolvableType findMisplaced(ResolvableType type) {
		return new ReferenceTypes().misplaced(type);
	}

	private boolean holds(ResolvableType type) {
		Class<?> raw = type.toClass();
		if (raw == Ref.class) {
			return true;
		}
		return isNew(type) && parts(type).stream().anyMatch(this::holds);
	}

	private @Nullable ResolvableType misplaced(ResolvableType type) {
		Class<?> raw = type.toClass();
		if (!isNew(type)) {
			return null;
		}
		if (raw == Ref.class) {
			return holdsRef(type.getGeneric()) ? type : null;
		}
		if (!isWalked(type)) {
			return holdsRef(type) ? type : null;
		}
		if (Map.class.isAssignableFrom(raw) && holdsRef(type.as(Map.class).getGeneric(0))) {
			return type;
		}
		for (ResolvableType part : parts(type)) {
			ResolvableType misplaced = misplaced(part);
			if (misplaced != null) {
				return misplaced;
			}
		}
		return null;
	}

	private boolean mayHold(ResolvableType type) {
		Class<?> raw = type.toClass();
		if (raw == Ref.class || raw.isAssignableFrom(String.class)) {
			return true;
		}
		if (!isWalked(type)) {
			return !Modifier.isFinal(raw.getModifiers()) && !raw.isPrimitive() && (raw.isInterface() || raw.isSealed());
		}
		if (Map.class.isAssignableFrom(raw)) {
			return mayHold(type.as(Map.class).getGeneric(1));
		}
		return isNew(type) && parts(type).stream().anyMatch(this::mayHold);
	}

	/** What is not walked is looked into all the same. */
	private static boolean isWalked(ResolvableType type) {
		Class<?> raw = type.toClass();
		return type.isArray() || raw.isRecord() || raw.isSealed() || raw == Optional.class
				|| (Iterable.class.isAssignableFrom(raw) && raw.isAssignableFrom(ArrayList.class))
				|| (Map.class.isAssignableFrom(raw) && raw.isAssignableFrom(LinkedHashMap.class))
				|| raw.getTypeName().startsWith("java.lang.");
	}

	private boolean isNew(ResolvableType type) {
		return this.visited.size() < MAX_TYPES && this.visited.add(type.toString());
	}

	private static List<ResolvableType> parts(ResolvableType type) {
		Class<?> raw = type.toClass();
		List<ResolvableType> parts = new ArrayList<>();
		if (type.isArray()) {
			parts.add(type.getComponentType());
			return parts;
		}
		if (raw.isRecord()) {
			for (RecordComponent component : raw.getRecordComponents()) {
				parts.add(ResolvableType.forType(component.getGenericType(), type));
			}
			return parts;
		}
		if (raw.isSealed()) {
			Arrays.stream(raw.getPermittedSubclasses()).map(ResolvableType::forClass).forEach(parts::add);
		}
		parts.addAll(List.of(type.getGenerics()));
		addSuper(Iterable.class, type, parts);
		addSuper(Map.class, type, parts);
		if (!raw.getName().startsWith("java.")) {
			addFields(type, raw, parts);
		}
		return parts;
	}

	private static void addSuper(Class<?> container, ResolvableType type, List<ResolvableType> parts) {
		if (container.isAssignableFrom(type.toClass())) {
			parts.addAll(List.of(type.as(container).getGenerics()));
		}
	}

	private static void addFields(ResolvableType type, Class<?> raw, List<ResolvableType> parts) {
		if (raw.isEnum() || raw.isPrimitive() || raw.isInterface()) {
			return;
		}
		try {
			for (Field field : raw.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers())) {
					parts.add(ResolvableType.forField(field, type));
				}
			}
		}
		catch (LinkageError ex) {
			// A field of a class that is not there: nothing is visible of it.
		}
	}

}
