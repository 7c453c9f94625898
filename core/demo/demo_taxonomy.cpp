#include "core/demo/demo_taxonomy.h"

namespace melscope {

namespace {

const std::array<DemoGenre, 9> kGenres = { {
    { { { "pop/rock", "rock", "rock", "rock/pop" } },
      { { { { "pop/rock---heavy metal", "rock---heavy metal", nullptr, "rock/pop---metal" } },
          { { "pop/rock---alternative/indie rock", "rock---indie rock", "rock---indierock", "rock/pop---indierock" } },
          { { "pop/rock---folk-rock", "rock---folk rock", "rock---folkrock", "rock/pop---folkrock" } },
          { { "pop/rock---hard rock", "rock---hard rock", "rock---hardrock", "rock/pop---hardrock" } } } } },
    { { { "electronic", "electronic", "electronic", "electronic" } },
      { { { { "electronic---ambient", "electronic---ambient", "electronic---ambient", "electronic---ambient" } },
          { { "electronic---techno", "electronic---techno", "electronic---techno", nullptr } },
          { { "electronic---jungle/drum'n'bass", "electronic---drum n bass", "electronic---drumnbass", nullptr } },
          { { "electronic---downtempo", "electronic---downtempo", "electronic---downtempo",
              "electronic---downtempo" } } } } },
    { { { "jazz", "jazz", "jazz", "jazz" } },
      { { { { "jazz---bop", "jazz---bop", "jazz---bebop", "jazz---bebop" } },
          { { "jazz---swing", "jazz---swing", "jazz---swing", "jazz---swing" } },
          { { "jazz---fusion", "jazz---fusion", "jazz---jazzfusion", "jazz---jazzfusion" } },
          { { "jazz---smooth jazz", "jazz---smooth jazz", "jazz---smoothjazz", "jazz---smoothjazz" } } } } },
    { { { "rap", "hip hop", "hiphop", "hiphop" } },
      { { { { "rap---gangsta rap", "hip hop---gangsta", "hiphop---gangstarap", "hiphop---gangstarap" } },
          { { "rap---east coast rap", nullptr, "hiphop---eastcoast", "hiphop---eastcoasthiphop" } },
          { { "rap---alternative rap", "hip hop---conscious", "hiphop---alternativehiphop",
              "hiphop---alternativehiphop" } },
          { { "rap---underground rap", "hip hop---instrumental", "hiphop---undergroundhiphop",
              "hiphop---undergroundhiphop" } } } } },
    { { { "reggae", "reggae", "reggae", "reggae" } },
      { { { { "reggae---dub", "reggae---dub", "reggae---dub", "reggae---dub" } },
          { { "reggae---roots reggae", "reggae---roots reggae", "reggae---rootsreggae", "reggae---rootsreggae" } },
          { { "reggae---ska", "reggae---ska", "reggae---ska", "reggae---ska" } },
          { { "reggae---dancehall", "reggae---dancehall", "reggae---dancehall", "reggae---dancehall" } } } } },
    { { { "country", "folk, world, & country", "country", "country" } },
      { { { { "country---bluegrass", "folk, world, & country---bluegrass", "country---bluegrass",
              "country---bluegrass" } },
          { { "country---honky tonk", "folk, world, & country---honky tonk", "country---honkytonk", nullptr } },
          { { "country---country-pop", "folk, world, & country---country", "country---countrypop",
              "country---countrypop" } },
          { { "country---americana", "folk, world, & country---folk", "country---americana",
              "country---americana" } } } } },
    { { { "blues", "blues", "blues", "blues" } },
      { { { { "blues---delta blues", "blues---delta blues", "blues---deltablues", nullptr } },
          { { "blues---chicago blues", "blues---chicago blues", "blues---chicagoblues", "blues---urbanblues" } },
          { { "blues---electric blues", "blues---electric blues", "blues---electricblues", "blues---electricblues" } },
          { { "blues---acoustic blues", "blues---country blues", "blues---acousticblues",
              "blues---acousticblues" } } } } },
    { { { "classical", "classical", "classical", "classical" } },
      { { { { "classical---opera", "classical---opera", "classical---opera", "classical---opera" } },
          { { "classical---chamber music", "classical---romantic", nullptr, "classical---romantic" } },
          { { "classical---symphony", "classical---baroque", "classical---symphony", "classical---baroque" } },
          { { "classical---classical crossover", "classical---contemporary", "classical---contemporaryclassical",
              "classical---classicalcrossover" } } } } },
    { { { "r&b", "funk / soul", "soul", "rnb" } },
      { { { { "r&b---funk", "funk / soul---funk", "soul---funk", nullptr } },
          { { "r&b---neo-soul", "funk / soul---neo soul", "soul---neosoul", "rnb---neosoul" } },
          { { "r&b---new jack swing", "funk / soul---soul", "soul---classicsoul", "rnb---newjackswing" } },
          { { "r&b---motown", "funk / soul---disco", "soul---motown", "rnb---motown" } } } } },
} };

} // namespace

std::span<const DemoGenre> demoGenres()
{
    return kGenres;
}

} // namespace melscope
