package io.refcache.engine;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

import io.refcache.RefCacheException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What is known of a class of records, once for all its values: they are taken apart as
 * {@code equals} does it, by their fields, for an accessor may show something else.
 *
 * @since 0.1.0
 */
public final class RecordType {

	private static final Set<Class<?>> ATOMS = Set.of(UUID.class, URI.class, Class.class);

	private static final ClassValue<RecordType> KNOWN = new ClassValue<>() {

		@Override
		protected RecordType computeValue(Class<?> type) {
			return new RecordType(type);
		}

	};

	private final Class<?> type;

	private final RecordComponent[] components;

	/** {@code null} where a module does not open it. */
	private final @Nullable Field[] fields;

	private final Content[] contents;

	private final boolean flat;

	private final boolean atoms;

	private final boolean texts;

	/** With type variables as the class declares them. */
	private final ResolvableType[] types;

	private RecordType(Class<?> type) {
		this.type = type;
		this.components = type.getRecordComponents();
		this.fields = new @Nullable Field[this.components.length];
		this.contents = new Content[this.components.length];
		for (int i = 0; i < this.components.length; i++) {
			this.fields[i] = field(type, this.components[i].getName());
			this.contents[i] = Content.of(this.components[i].getType());
		}
		Set<Content> all = Set.copyOf(Arrays.asList(this.contents));
		this.flat = !all.contains(Content.OTHER);
		this.texts = all.contains(Content.TEXT);
		this.atoms = this.flat && !all.contains(Content.NUMBER);
		this.types = typesIn(ResolvableType.forClass(type));
	}

	private static @Nullable Field field(Class<?> type, String name) {
		try {
			Field field = type.getDeclaredField(name);
			return field.trySetAccessible() ? field : null;
		}
		catch (NoSuchFieldException ex) {
			return null;
		}
	}

	/**
	 * What is known of the class of a record.
	 * @param record the record
	 * @return the same for all records of that class
	 */
	public static RecordType of(Record record) {
		return KNOWN.get(record.getClass());
	}

	/**
	 * Number of components.
	 * @return the number
	 */
	public int width() {
		return this.components.length;
	}

	/**
	 * Whether all components are texts, numbers and the like: nothing is within them, and
	 * the record compares by their content.
	 * @return whether they are, by their declared types
	 */
	public boolean isFlat() {
		return this.flat;
	}

	/**
	 * Reads a component.
	 * @param record the record
	 * @param index the index of the component
	 * @return its value
	 * @throws RefCacheException if it cannot be read, without what the record says
	 */
	public @Nullable Object read(Record record, int index) {
		try {
			Field field = this.fields[index];
			return (field != null) ? field.get(record) : this.components[index].getAccessor().invoke(record);
		}
		catch (InvocationTargetException ex) {
			throw failure("read", ex.getTargetException());
		}
		catch (ReflectiveOperationException ex) {
			throw failure("read", ex);
		}
	}

	/**
	 * Whether nothing in a component is replaced, nor takes long to compare.
	 * @param texts whether texts are replaced
	 */
	boolean isAtom(int index, boolean texts) {
		return this.contents[index] == Content.ATOM || (this.contents[index] == Content.TEXT && !texts);
	}

	/**
	 * Whether that is so of all components.
	 */
	boolean hasAtomsOnly(boolean texts) {
		return this.atoms && !(texts && this.texts);
	}

	/**
	 * Whether the types of the components depend on those that the class is declared
	 * with.
	 */
	boolean isGeneric() {
		return this.type.getTypeParameters().length > 0;
	}

	/**
	 * The declared types of the components.
	 */
	ResolvableType[] types() {
		return this.types;
	}

	/**
	 * The types of the components of a record that is declared with generics.
	 */
	ResolvableType[] typesIn(ResolvableType declared) {
		return Arrays.stream(this.components)
			.map((component) -> ResolvableType.forType(component.getGenericType(), declared))
			.toArray(ResolvableType[]::new);
	}

	/**
	 * Makes a record through the canonical constructor.
	 * @throws RefCacheException if that cannot be, without what its constructor says
	 */
	Record create(@Nullable Object[] parts) {
		try {
			Class<?>[] parameters = Arrays.stream(this.components)
				.map(RecordComponent::getType)
				.toArray(Class<?>[]::new);
			Constructor<?> constructor = this.type.getDeclaredConstructor(parameters);
			constructor.trySetAccessible();
			return (Record) constructor.newInstance(parts);
		}
		catch (InvocationTargetException ex) {
			throw failure("made with the values of its references", ex.getTargetException());
		}
		catch (ReflectiveOperationException ex) {
			throw failure("made with the values of its references", ex);
		}
	}

	/** Without the cause, whose message may quote a value. */
	private RefCacheException failure(String what, Throwable cause) {
		return new RefCacheException(
				"A %s cannot be %s: %s".formatted(this.type.getName(), what, cause.getClass().getName()));
	}

	/**
	 * What a declared type lets in.
	 */
	private enum Content {

		/** What is one thing, that takes no time to compare. */
		ATOM,

		/** A text, which may stand for a value. */
		TEXT,

		/** A number of any length. */
		NUMBER,

		/** All else. */
		OTHER;

		static Content of(Class<?> type) {
			if (type == String.class) {
				return TEXT;
			}
			if (type == BigInteger.class || type == BigDecimal.class) {
				return NUMBER;
			}
			boolean isAtom = ClassUtils.isPrimitiveOrWrapper(type) || type.isEnum() || ATOMS.contains(type)
					|| (type.getPackageName().equals("java.time") && Modifier.isFinal(type.getModifiers()));
			return isAtom ? ATOM : OTHER;
		}

	}

}
