package io.refcache.engine;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

	private final InputSource source;

	private final Viewer viewer;

	private final boolean here;

	private final Map<RefId, ReferenceRecord> found = new HashMap<>();

	private final Set<RefId> supplied = new LinkedHashSet<>();

	private final Map<RefId, Pending> pending = new LinkedHashMap<>();

	private final Visits visits;

	private boolean withheld;

	/**
	 * A pass.
	 * @param source where references are looked up
	 * @param viewer who supplied them
	 * @param here whether the body will run on this thread, and may see what its
	 * transaction has not committed
	 * @param patience throws if nobody waits for it any more
	 */
	Resolution(InputSource source, Viewer viewer, boolean here, Runnable patience) {
		this.source = source;
		this.viewer = viewer;
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
		Object replaced = Visits.isContainer(value)
				? this.visits.walk(value, type, place.mode(), place.depth(), () -> container(value, type, place))
				: single(value, type, place);
		Trail trail = place.trail();
		if (trail != null && replaced != null && !fits(replaced, type)) {
			throw new ReferenceTypeException(trail.supplied().toString(), replaced.getClass(), type.toClass());
		}
		return replaced;
	}

	private @Nullable Object single(Object value, ResolvableType type, Place place) {
		if (value instanceof String text) {
			return (place.mode() == Mode.TEXTS) ? text(text, type, place) : text;
		}
		if (value instanceof Ref<?> ref) {
			return ref(ref, (type.toClass() == Ref.class) ? type.getGeneric() : ResolvableType.NONE, place);
		}
		return value;
	}

	private Object container(Object value, ResolvableType type, Place place) {
		if (value instanceof List<?> list) {
			return canHold(type, ArrayList.class) ? list(list, type.as(Iterable.class).getGeneric(), place.inner())
					: value;
		}
		if (value instanceof Map<?, ?> map) {
			return canHold(type, LinkedHashMap.class) ? map(map, type.as(Map.class).getGeneric(1), place.inner())
					: value;
		}
		if (value instanceof Object[] array) {
			return array(array, type.getComponentType(), place.inner());
		}
		if (value instanceof Optional<?> optional && optional.isPresent()) {
			Object element = walk(optional.get(), type.as(Optional.class).getGeneric(), place.inner());
			return (element != optional.get()) ? Optional.ofNullable(element) : optional;
		}
		if (value instanceof Record made) {
			ResolvableType owner = (type.resolve() == made.getClass()) ? type
					: ResolvableType.forClass(made.getClass());
			Place inner = place.inner();
			return RecordParts.map(made,
					(component, part) -> walk(part, ResolvableType.forType(component.getGenericType(), owner), inner),
					this.pending::isEmpty);
		}
		return value;
	}

	private static boolean canHold(ResolvableType type, Class<?> copy) {
		return type.toClass().isAssignableFrom(copy);
	}

	private static boolean fits(Object value, ResolvableType type) {
		Class<?> raw = type.resolve();
		return raw == null || ClassUtils.isAssignableValue(raw, value);
	}

	private Object list(List<?> list, ResolvableType elementType, Place place) {
		List<@Nullable Object> copy = new ArrayList<>(list.size());
		boolean changed = false;
		for (Object element : list) {
			Object replaced = walk(element, elementType, place);
			changed |= replaced != element;
			copy.add(replaced);
		}
		return changed ? copy : list;
	}

	private Object map(Map<?, ?> map, ResolvableType valueType, Place place) {
		Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
		boolean changed = false;
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			Object replaced = walk(entry.getValue(), valueType, place);
			changed |= replaced != entry.getValue();
			copy.put(entry.getKey(), replaced);
		}
		return changed ? copy : map;
	}

	private Object array(@Nullable Object[] array, ResolvableType declared, Place place) {
		Class<?> component = array.getClass().getComponentType();
		ResolvableType elementType = (declared.resolve() == component) ? declared : ResolvableType.forClass(component);
		@Nullable Object[] copy = (Object[]) Array.newInstance(component, array.length);
		boolean changed = false;
		for (int i = 0; i < array.length; i++) {
			copy[i] = walk(array[i], elementType, place);
			changed |= copy[i] != array[i];
		}
		return changed ? copy : array;
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
		Mode mode = this.viewer.isAuthorOf(input.record()) ? place.mode() : Mode.NOTHING;
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

	}

}
