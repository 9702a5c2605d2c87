package dev.openshiftkafka.testing;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Map;
import java.util.TreeMap;

/** Converts protobuf Structs to maps, with whole numbers as Integer. */
final class Structs {
  private Structs() {}

  static Map<String, Object> toMap(Struct struct) {
    var map = new TreeMap<String, Object>();
    struct.getFieldsMap().forEach((key, value) -> map.put(key, toValue(value)));
    return map;
  }

  private static Object toValue(Value value) {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case NUMBER_VALUE -> number(value.getNumberValue());
      case STRUCT_VALUE -> toMap(value.getStructValue());
      case LIST_VALUE ->
          value.getListValue().getValuesList().stream().map(Structs::toValue).toList();
      default -> null;
    };
  }

  private static Object number(double number) {
    return number == Math.rint(number) ? (Object) (int) number : (Object) number;
  }
}
