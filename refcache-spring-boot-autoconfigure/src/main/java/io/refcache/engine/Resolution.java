package io.refcache.engine;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.refcache.InvalidReferenceException;
import io.refcache.Ref;
import io.refcache.RefCacheException;
import io.refcache.ReferenceTypeException;
import io.refcache.ReferenceWithoutValueException;
import io.refcache.TaskStatus;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * One pass over the arguments of a call, for one actor. The same reference has the same
 * value wherever it stands.
 */
final class Resolution implements ArgumentResolver {

	/** What takes as long to hash as an element. */
	private static final int BITS_OF_ELEMENT = 512;

	private final String operation;

	private final InputSource source;

	private final Viewer viewer;

	private final Viewer author;

	private final boolean here;

	private final Map<RefId, ReferenceRecord> found = new HashMap<>();

	private final Set<RefId> supplied = new LinkedHashSet<>();

	private final Map<RefId, Pending> pending = new LinkedHashMap<>();

	private final Visits visits;

	/** Of generic types, which take long to work out. */
	private final Map<ResolvableType, ResolvableType> elementTypes = new HashMap<>();

	private final Map<ResolvableType, ResolvableType[]> componentTypes = new HashMap<>();

	private boolean withheld;

	/**
	 * A pass.
	 * @param operation what is called, for messages
	 * @param source where references are looked up
	 * @param viewer whose permissions count
	 * @param author who supplied them: what his own values name is replaced too
	 * @param here whether the body will run on this thread, and may see what its
	 * transaction has not committed
	 * @param patience throws if nobody waits for it any more
	 */
	Resolution(String operation, InputSource source, Viewer viewer, Viewer author, boolean here, Runnable patience) {
		this.operation = operation;
		this.source = source;
		this.viewer = viewer;
		this.author = author;
		this.here = here;
		this.visits = new Visits(patience);
	}

	/**
	 * The references that have not ended, of those that were found so far.
	 */
	Collection<Pending> pending() {
		return this.pending.values();
	}

	Given given() {
		return (this.supplied.isEmpty() && !this.withheld) ? Given.NONE
				: new Given(List.copyOf(this.supplied), this.withheld);
	}

	@Override
	public @Nullable Object resolve(@Nullable Object argument, ResolvableType type, boolean texts) {
		return walk(argument, type, new Place(texts ? Mode.TEXTS : Mode.REFS, null, 0));
	}

	private @Nullable Object walk(@Nullable Object value, ResolvableType type, Place place) {
		if (value == null) {
			return null;
		}
		this.visits.descend(place.depth());
		Object replaced = replace(value, type, place);
		Trail trail = place.trail();
		if (trail != null && replaced != null && !fits(replaced, type)) {
			throw new ReferenceTypeException(trail.supplied().toString(), replaced.getClass(), type.toClass());
		}
		return replaced;
	}

	private @Nullable Object replace(Object value, ResolvableType type, Place place) {
		if (value instanceof Record made) {
			RecordType known = RecordType.of(made);
			if (known.hasAtomsOnly(place.mode() == Mode.TEXTS)) {
				this.visits.count(known.width());
				return made;
			}
		}
		return Visits.isContainer(value)
				? this.visits.walk(value, type, place.mode(), place.depth(), () -> container(value, type, place))
				: single(value, type, place);
	}

	private @Nullable Object single(Object value, ResolvableType type, Place place) {
		if (value instanceof String text) {
			return (place.mode() == Mode.TEXTS) ? text(text, type, place) : text;
		}
		if (value instanceof Ref<?> ref) {
			return ref(ref, (type.toClass() == Ref.class) ? type.getGeneric() : ResolvableType.NONE, place);
		}
		if (value.getClass() == BigInteger.class) {
			this.visits.count(((BigInteger) value).bitLength() / BITS_OF_ELEMENT);
		}
		else if (value.getClass() == BigDecimal.class) {
			this.visits.count(((BigDecimal) value).unscaledValue().bitLength() / BITS_OF_ELEMENT);
		}
		return value;
	}

	private Object container(Object value, ResolvableType type, Place place) {
		Place inner = place.inner();
		if (value instanceof List<?> list) {
			return canHold(type, ArrayList.class) ? list(list, elementType(type), inner) : counted(list, inner);
		}
		if (value instanceof Collection<?> collection) {
			return counted(collection, inner);
		}
		if (value instanceof Map<?, ?> map) {
			return map(map, type, inner);
		}
		if (value instanceof Object[] array) {
			return array(array, type.getComponentType(), inner);
		}
		if (value instanceof Record made) {
			return made(made, type, inner);
		}
		if (value instanceof Optional<?> optional) {
			this.visits.count(1);
			Object element = optional.orElse(null);
			Object replaced = walk(element, type.as(Optional.class).getGeneric(), inner);
			return (replaced != element) ? Optional.ofNullable(replaced) : optional;
		}
		this.visits.count(Array.getLength(value));
		return value;
	}

	private ResolvableType elementType(ResolvableType type) {
		return (type == ResolvableType.NONE) ? type
				: this.elementTypes.computeIfAbsent(type, (list) -> list.as(Iterable.class).getGeneric());
	}

	private static boolean canHold(ResolvableType type, Class<?> copy) {
		return type.toClass().isAssignableFrom(copy);
	}

	private static boolean fits(Object value, ResolvableType type) {
		Class<?> raw = type.resolve();
		return raw == null || ClassUtils.isAssignableValue(raw, value);
	}

	private Object list(List<?> list, ResolvableType elementType, Place place) {
		List<@Nullable Object> copy = new ArrayList<>();
		boolean changed = false;
		Iterator<?> elements = guarded(list::iterator);
		while (guarded(elements::hasNext)) {
			this.visits.count(1);
			Object element = guarded(elements::next);
			Object replaced = walk(element, elementType, place);
			changed |= replaced != element;
			copy.add(replaced);
		}
		return changed ? copy : list;
	}

	/** Nothing in it is replaced, but whoever hashes it walks it. */
	private Object counted(Collection<?> collection, Place place) {
		Place nothing = place.untouched();
		Iterator<?> elements = guarded(collection::iterator);
		while (guarded(elements::hasNext)) {
			this.visits.count(1);
			walk(guarded(elements::next), ResolvableType.NONE, nothing);
		}
		return collection;
	}

	private Object map(Map<?, ?> map, ResolvableType type, Place place) {
		boolean canHold = canHold(type, LinkedHashMap.class);
		ResolvableType valueType = canHold ? type.as(Map.class).getGeneric(1) : ResolvableType.NONE;
		Place ofKeys = place.untouched();
		Place ofValues = canHold ? place : ofKeys;
		List<@Nullable Object> keys = new ArrayList<>();
		List<@Nullable Object> values = new ArrayList<>();
		boolean changed = false;
		Iterator<? extends Map.Entry<?, ?>> entries = guarded(() -> map.entrySet().iterator());
		while (guarded(entries::hasNext)) {
			this.visits.count(1);
			Map.Entry<?, ?> entry = guarded(entries::next);
			Object key = guarded(entry::getKey);
			Object value = guarded(entry::getValue);
			walk(key, ResolvableType.NONE, ofKeys);
			Object replaced = walk(value, valueType, ofValues);
			changed |= replaced != value;
			keys.add(key);
			values.add(replaced);
		}
		return changed ? guarded(() -> copy(keys, values)) : map;
	}

	private static Object copy(List<@Nullable Object> keys, List<@Nullable Object> values) {
		Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
		for (int i = 0; i < keys.size(); i++) {
			copy.put(keys.get(i), values.get(i));
		}
		return copy;
	}

	/**
	 * Runs code of a value's class, whose failure may quote the value.
	 */
	private <T extends @Nullable Object> T guarded(Supplier<T> code) {
		try {
			return code.get();
		}
		catch (RuntimeException | Error ex) {
			if (this.withheld) {
				throw Refusals.withheld(this.operation, ex);
			}
			throw ex;
		}
	}

	private Object made(Record made, ResolvableType declared, Place place) {
		RecordType known = RecordType.of(made);
		this.visits.count(known.width());
		ResolvableType[] types = (known.isGeneric() && declared.resolve() == made.getClass())
				? this.componentTypes.computeIfAbsent(declared, known::typesIn) : known.types();
		boolean texts = place.mode() == Mode.TEXTS;
		@Nullable Object[] parts = new @Nullable Object[types.length];
		boolean changed = false;
		for (int i = 0; i < types.length; i++) {
			if (!known.isAtom(i, texts)) {
				Object part = known.read(made, i);
				parts[i] = walk(part, types[i], place);
				changed |= parts[i] != part;
			}
		}
		if (!changed || !this.pending.isEmpty()) {
			return made;
		}
		for (int i = 0; i < types.length; i++) {
			if (known.isAtom(i, texts)) {
				parts[i] = known.read(made, i);
			}
		}
		return known.create(parts);
	}

	private Object array(@Nullable Object[] array, ResolvableType declared, Place place) {
		Class<?> component = array.getClass().getComponentType();
		ResolvableType elementType = (declared.resolve() == component) ? declared : ResolvableType.forClass(component);
		this.visits.count(array.length);
		@Nullable Object[] copy = array;
		for (int i = 0; i < array.length; i++) {
			Object replaced = walk(array[i], elementType, place);
			if (replaced != array[i]) {
				copy = (copy != array) ? copy : array.clone();
				copy[i] = replaced;
			}
		}
		return copy;
	}

	private Ref<?> ref(Ref<?> ref, ResolvableType valueType, Place place) {
		String text = ref.refId();
		if (text == null) {
			Object value = ref.value();
			Object replaced = walk(value, valueType, place.inner());
			return (replaced != value) ? Ref.<@Nullable Object>of(replaced) : ref;
		}
		if (place.mode() == Mode.NOTHING) {
			return ref;
		}
		RefId id = this.source.parse(text);
		Trail outer = place.trail();
		if (id == null) {
			throw new InvalidReferenceException((outer != null) ? outer.supplied().toString() : text);
		}
		Trail trail = Trail.of(id, outer);
		Input input = find(trail);
		return Ref.<@Nullable Object>of(use(input, trail, valueType, place));
	}

	/** What a text does not fit is not meant by it. */
	private @Nullable Object text(String text, ResolvableType type, Place place) {
		RefId id = this.source.parse(text);
		if (id == null) {
			return text;
		}
		Trail trail = Trail.of(id, place.trail());
		Input input = find(trail);
		boolean isMeant = input.ended() ? (input.value() == null || fits(input.value(), type)) : true;
		return isMeant ? use(input, trail, type, place) : text;
	}

	private @Nullable Object use(Input input, Trail trail, ResolvableType type, Place place) {
		if (trail.outer() == null) {
			this.supplied.add(trail.id());
		}
		trail.readable(this.viewer.reads(input.record()));
		this.withheld |= !trail.readable();
		if (!input.ended()) {
			this.pending.putIfAbsent(trail.id(), new Pending(input.record(), trail.supplied()));
			return null;
		}
		Mode mode = this.author.isAuthorOf(input.record()) ? place.mode() : Mode.NOTHING;
		return walk(input.value(), type, new Place(mode, trail, place.depth() + 1));
	}

	private Input find(Trail trail) {
		this.visits.refer();
		trail.refuseCircle();
		ReferenceRecord record = this.found.get(trail.id());
		if (record == null) {
			record = this.source.find(trail.id());
			if (record == null || !this.viewer.uses(record)) {
				throw new InvalidReferenceException(trail.supplied().toString());
			}
			this.found.put(trail.id(), record);
		}
		return switch (record.status()) {
			case COMPLETE -> new Input(record, true, record.value());
			case PENDING, PROCESSING -> unended(record);
			case FAILED, CANCELLED -> throw withoutValue(trail, record.status());
		};
	}

	private Input unended(ReferenceRecord record) {
		HeldValue own = this.here ? this.source.uncommitted(record.id()) : null;
		return (own != null) ? new Input(record, true, own.value()) : new Input(record, false, null);
	}

	private static ReferenceWithoutValueException withoutValue(Trail trail, TaskStatus status) {
		return new ReferenceWithoutValueException(trail.supplied().toString(), status);
	}

	/**
	 * A reference that has not ended.
	 *
	 * @param record its record
	 * @param supplied the reference of the caller's that led to it
	 */
	record Pending(ReferenceRecord record, RefId supplied) {

	}

	private record Input(ReferenceRecord record, boolean ended, @Nullable Object value) {

	}

	/**
	 * What is replaced.
	 */
	private enum Mode {

		/** References, and texts that are some. */
		TEXTS,

		/** References alone. */
		REFS,

		/**
		 * Nothing, in values of others: they would be looked up with the permissions of
		 * whoever passes them on.
		 */
		NOTHING

	}

	/**
	 * Where the pass is.
	 *
	 * @param mode what is replaced
	 * @param trail the references whose values it is in; {@code null} for what the caller
	 * passed
	 * @param depth how deep it is
	 */
	private record Place(Mode mode, @Nullable Trail trail, int depth) {

		Place inner() {
			return new Place(this.mode, this.trail, this.depth + 1);
		}

		Place untouched() {
			return new Place(Mode.NOTHING, this.trail, this.depth);
		}

	}

}
