import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matches lines as Athena does: java.util.regex, the whole line, DOTALL. It reads base64, the pattern
 * first, and prints the groups of each line in base64: "-" for null, and "!" for a line without a match.
 */
public class MatchRows {
  public static void main(String[] arguments) throws Exception {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    Pattern pattern = Pattern.compile(decode(input.readLine()), Pattern.DOTALL);
    StringBuilder output = new StringBuilder();
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      Matcher matcher = pattern.matcher(decode(line));
      if (!matcher.matches()) {
        output.append("!\n");
        continue;
      }
      for (int group = 1; group <= matcher.groupCount(); group += 1) {
        String text = matcher.group(group);
        output.append(group == 1 ? "" : ",").append(text == null ? "-" : encode(text));
      }
      output.append('\n');
    }
    System.out.print(output);
  }

  private static String decode(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
