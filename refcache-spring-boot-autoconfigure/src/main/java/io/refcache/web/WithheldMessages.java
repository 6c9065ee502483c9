package io.refcache.web;

import java.util.function.UnaryOperator;

import io.refcache.AsyncTaskResponse;
import io.refcache.TaskError;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Leaves the messages of exceptions out of the application's JSON, wherever in an answer
 * a task stands.
 */
final class WithheldMessages extends SimpleModule {

	private static final long serialVersionUID = 1L;

	WithheldMessages() {
		super("refcache-withheld-messages");
		setSerializerModifier(new Modifier());
	}

	private static final class Modifier extends ValueSerializerModifier {

		private static final long serialVersionUID = 1L;

		@Override
		public ValueSerializer<?> modifySerializer(SerializationConfig config, BeanDescription.Supplier type,
				ValueSerializer<?> serializer) {
			if (type.getBeanClass() == AsyncTaskResponse.class) {
				return new Withholding<AsyncTaskResponse<?>>(serializer, AsyncTaskResponse::withoutErrorMessage);
			}
			return (type.getBeanClass() == TaskError.class)
					? new Withholding<TaskError>(serializer, TaskError::withoutMessage) : serializer;
		}

	}

	private static final class Withholding<T> extends ValueSerializer<T> {

		private final ValueSerializer<Object> serializer;

		private final UnaryOperator<T> withhold;

		@SuppressWarnings("unchecked")
		private Withholding(ValueSerializer<?> serializer, UnaryOperator<T> withhold) {
			this.serializer = (ValueSerializer<Object>) serializer;
			this.withhold = withhold;
		}

		@Override
		public void resolve(SerializationContext context) {
			this.serializer.resolve(context);
		}

		@Override
		public ValueSerializer<?> createContextual(SerializationContext context, BeanProperty property) {
			return new Withholding<>(this.serializer.createContextual(context, property), this.withhold);
		}

		@Override
		public void serialize(T value, JsonGenerator generator, SerializationContext context) {
			this.serializer.serialize(this.withhold.apply(value), generator, context);
		}

	}

}
